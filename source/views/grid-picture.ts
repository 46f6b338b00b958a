import {cellColumn, gridHead, type GridLine, gridLine} from '../components/node-grid.ts';
import {type GridLayout, layoutGrid} from '../components/grid-layout.ts';
import {gridPlaces, type GridRow} from '../domain/node-grid.ts';
import type {GridMetric} from '../domain/screen.ts';
import {oldMs} from '../store/age.ts';
import {allGridRows, gridNodes, problemNodes, rowOf, shownGridRows} from '../store/grid.ts';
import {nodeSubject} from '../store/node-subject.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {nodeUnderCursor} from '../store/selectors.ts';
import type {NodeState, State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';

/** How the body is shared out while the grid is shown. */
export function gridFrame(state: State, {size}: ScreenState): GridLayout {
	const rows = allGridRows(state);
	return layoutGrid({
		rows: size.rows,
		cellRows: rows.length,
		groups: rows.filter(({startsGroup}) => startsGroup).length,
		nodeCount: state.nodes.length,
	});
}

/** The rows of cells under each other, with a blank one (undefined) between groups where there is room for it. */
export function gridLines(state: State, isAiry: boolean): ReadonlyArray<GridRow | undefined> {
	return shownGridRows(state).flatMap((row, index) =>
		row.startsGroup && index > 0 && isAiry ? [undefined, row] : [row],
	);
}

/** In which of those lines the cursor is; -1 where it is in none. */
export function lineOfCursor(state: State, lines: ReadonlyArray<GridRow | undefined>): number {
	const under = nodeUnderCursor(state);
	const index = under === undefined ? -1 : gridNodes(state).indexOf(under);
	const rows = shownGridRows(state);
	const row = index < 0 ? undefined : rows[rowOf(rows, index)];
	return row === undefined ? -1 : lines.indexOf(row);
}

/** The node that is drawn there: its cell with the blank before it, or its row among what needs a hand. */
export function nodeInGrid(
	{state, screen, gridTop}: Pick<Picture, 'state' | 'screen' | 'gridTop'>,
	{row, column}: {readonly row: number; readonly column: number},
): NodeState | undefined {
	const {gap, isAiry, headRows, gridRows, problemRows} = gridFrame(state, screen);
	const line = row - gap - headRows;
	if (line >= gridRows) {
		const place = line - gridRows - gap - 1;
		return place < problemRows ? problemNodes(state)[place] : undefined;
	}

	const cells = line < 0 ? undefined : gridLines(state, isAiry)[gridTop + line];
	if (cells === undefined) {
		return undefined;
	}

	const {cellsColumn} = gridPlaces(screen.size.columns);
	const cell = Array.from({length: cells.count}, (_, index) => cellsColumn + cellColumn(index));
	const index = cell.findIndex(first => column === first || column === first - 1);
	return index < 0 ? undefined : gridNodes(state)[cells.start + index];
}

type Picture = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
	/** The first line that is on screen. */
	readonly gridTop: number;
};

/** The head and the cells that are on screen. */
export function gridPicture(
	{state, screen, profile, gridTop}: Picture,
	{isAiry, gridRows}: GridLayout,
): readonly ScreenLine[] {
	const {metric} = screen.nodes;
	const {glyphs} = profile;
	const places = gridPlaces(screen.size.columns);
	const nodes = gridNodes(state);
	const lines = gridLines(state, isAiry).slice(gridTop, gridTop + gridRows);
	return [
		gridHead(metric, places, glyphs),
		...(isAiry ? [blank] : []),
		...lines.map(row =>
			row === undefined
				? blank
				: gridLine(lineOf(nodes.slice(row.start, row.start + row.count), state, screen), metric, {
						places,
						glyphs,
					}),
		),
	];
}

const blank: ScreenLine = {pieces: []};

function lineOf(nodes: readonly NodeState[], state: State, screen: ScreenState): GridLine {
	const under = nodeUnderCursor(state);
	const {marks, metric} = screen.nodes;
	return {
		name: nodes[0]?.config.name ?? '',
		cells: nodes.map(node => ({
			health: node.health,
			value: nodeSubject(node).values[metric],
			isOld: oldMs(node, state.clock) !== undefined,
			isUnderCursor: node === under,
			isMarked: marks.includes(node.config.name),
		})),
		mean: meanOf(nodes, metric),
	};
}

/** Of the values that are known now. */
function meanOf(nodes: readonly NodeState[], metric: GridMetric): number | undefined {
	const known = nodes
		.map(node => nodeSubject(node).values[metric])
		.filter(value => value !== undefined);
	return known.length === 0
		? undefined
		: known.reduce((sum, value) => sum + value, 0) / known.length;
}
