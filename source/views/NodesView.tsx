import {firstRunLines, noConfigLine, noNodesLine} from '../components/first-run-lines.ts';
import {nodeColumns, tableHead} from '../components/node-columns.ts';
import {nodeDetailLines} from '../components/node-detail-lines.ts';
import {nodeRowLine} from '../components/node-row.ts';
import {layoutNodes, layoutOpenDetail} from '../components/nodes-layout.ts';
import {Panel} from '../components/Panel.tsx';
import {placePieces} from '../components/place-pieces.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {useKept} from '../hooks/use-kept.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {nodeUnderCursor, rackSummary, shownNodes} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import type {History} from './node-charts.ts';
import {nodeDetail} from './node-detail.ts';
import {nodeRow} from './node-row.ts';

type NodesViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly history: History;
	readonly profile: Profile;
};

/** The Nodes tab under the tabs and above the line of speech: the table and the detail, or the detail alone. */
export function NodesView(props: NodesViewProps) {
	const {columns, rows} = props.screen.size;
	const note = props.state.nodes.length === 1 && props.state.nodes[0]?.config.isLocal === true;
	const layout = props.screen.nodes.isOpen
		? {tableRows: undefined, noteRows: 0, ...layoutOpenDetail(rows)}
		: {
				noteRows: note ? firstRunLines.length : 0,
				...layoutNodes({
					rows,
					nodeCount: props.state.nodes.length,
					noteRows: note ? firstRunLines.length : 0,
				}),
			};
	const {gap, chartRows, isAiry, detailRows} = layout;
	const frame = {columns, profile: props.profile};
	return (
		<>
			<Panel {...frame} what={safe`the gap`} rows={gap} compose={nothing} />
			{layout.tableRows !== undefined && (
				<>
					<NodeTable {...props} rows={layout.tableRows} noteRows={layout.noteRows} />
					<Panel {...frame} what={safe`the gap`} rows={gap} compose={nothing} />
				</>
			)}
			<Panel
				{...frame}
				what={safe`the detail`}
				rows={detailRows}
				compose={() => detailLines(props, {columns, rows: detailRows, chartRows, isAiry})}
			/>
			<Panel {...frame} what={safe`the gap`} rows={1} compose={nothing} />
		</>
	);
}

function nothing(): readonly ScreenLine[] {
	return [];
}

type NodeTableProps = NodesViewProps & {readonly rows: number; readonly noteRows: number};

/** The head, the rows that are on screen, and what stands under a rack of one. */
function NodeTable({state, screen, profile, rows, noteRows}: NodeTableProps) {
	const {columns} = screen.size;
	const shown = shownNodes(state);
	const under = nodeUnderCursor(state);
	const index = under === undefined ? -1 : shown.indexOf(under);
	const cursor = under?.config.name;
	const {top} = useKept<ScrollWindow>(before =>
		scrollWindow({count: shown.length, rows, cursor, index}, before),
	);
	return (
		<Panel
			what={safe`the table`}
			rows={1 + rows + noteRows}
			columns={columns}
			profile={profile}
			compose={() => {
				const places = nodeColumns(columns, rackSummary(state).hasGpu);
				const head = tableHead(places, screen.nodes.sort, profile.glyphs);
				const lines = shown
					.slice(top, top + rows)
					.map(node => nodeRowLine(nodeRow(node, state.clock, node === under), places, profile));
				return [
					head,
					...(lines.length === 0 ? [emptyLine(state, screen, profile)] : lines),
					...(noteRows === 0 ? [] : firstRunLines),
				];
			}}
		/>
	);
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
	const text = safe`Nothing matches "${filter}". esc clears the filter.`;
	return {pieces: placePieces([{column: 5, pieces: [{text}]}])};
}

type Size = Parameters<typeof nodeDetailLines>[1];

function detailLines({state, history, profile}: NodesViewProps, size: Size): readonly ScreenLine[] {
	const node = nodeUnderCursor(state);
	if (node === undefined) {
		return [];
	}

	const world = {clock: state.clock, history, columns: size.columns, glyphs: profile.glyphs};
	return nodeDetailLines(nodeDetail(node, world), size, profile);
}
