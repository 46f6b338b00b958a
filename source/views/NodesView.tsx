import {firstRunLines, noConfigLine, noNodesLine} from '../components/first-run-lines.ts';
import {LineStack} from '../components/LineStack.tsx';
import {nodeColumns, tableHead} from '../components/node-columns.ts';
import {Panel} from '../components/Panel.tsx';
import {placePieces} from '../components/place-pieces.ts';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {wayBack} from '../store/way-back.ts';
import {rackSummary, shownNodes} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import {DetailView} from './DetailView.tsx';
import {GridView} from './GridView.tsx';
import type {History} from './node-charts.ts';
import {isFirstRun, nodesFrame} from './nodes-frame.ts';
import {tableRows} from './table-rows.ts';

type NodesViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly history: History;
	readonly profile: Profile;
	/** The first row of the table that is on screen, and of the grid. */
	readonly tableTop: number;
	readonly gridTop: number;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
};

/** The Nodes tab under the tabs and above the line of speech. */
export function NodesView(props: NodesViewProps) {
	const {view, isOpen} = props.screen.nodes;
	return view === 'grid' && !isOpen ? <GridView {...props} /> : <TableView {...props} />;
}

/** The table and the detail, or the detail alone. */
function TableView(props: NodesViewProps) {
	const {state, screen, profile} = props;
	const {columns} = screen.size;
	const {isOpen} = screen.nodes;
	const layout = nodesFrame(state, screen);
	const {gap, tableRows, noteRows, detailRows} = layout;
	const frame = {columns, profile};
	return (
		<>
			<LineStack {...frame} lines={[]} rows={gap} />
			{!isOpen && (
				<>
					<Panel
						{...frame}
						what={safe`the table`}
						rows={1 + tableRows + noteRows}
						compose={() => tableLines(props, {top: props.tableTop, rows: tableRows})}
					/>
					<LineStack {...frame} lines={[]} rows={gap} />
				</>
			)}
			<DetailView {...props} size={{...layout, columns, rows: detailRows}} />
			<LineStack {...frame} lines={[]} rows={1} />
		</>
	);
}

type Visible = {readonly top: number; readonly rows: number};

/** The head, the rows that are on screen, and what stands under a rack of one. */
function tableLines(props: NodesViewProps, {top, rows}: Visible): readonly ScreenLine[] {
	const {state, screen, profile} = props;
	const places = nodeColumns(screen.size.columns, rackSummary(state).hasGpu);
	const lines = tableRows(props, shownNodes(state).slice(top, top + rows), places);
	return [
		tableHead(places, screen.nodes.sort, profile.glyphs),
		...(lines.length === 0 ? [emptyLine(state, screen, profile)] : lines),
		...(isFirstRun(state) ? firstRunLines : []),
	];
}

/** Why there is no row. */
function emptyLine(state: State, screen: ScreenState, {glyphs}: Profile): ScreenLine {
	if (state.config === undefined) {
		return noConfigLine;
	}

	if (state.nodes.length === 0) {
		return noNodesLine;
	}

	const filter = cutEnd(clean(screen.nodes.filter), screen.size.columns - 50, glyphs);
	const remedy = wayBack(screen.nodes) === 'filter' ? safe` esc clears the filter.` : safe``;
	const text = safe`Nothing matches "${filter}".${remedy}`;
	return {pieces: placePieces([{column: 5, pieces: [{text}]}])};
}
