/** The grid of nodes as it is drawn: what stands in which row, and where the cursor goes in it. */
import {type GridRow, gridPlaces, gridRows} from '../domain/node-grid.ts';
import type {Screened} from './action-table.ts';
import {withNodesScreen} from './cursor.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import {matching, nodeUnderCursor, worstFirst} from './selectors.ts';
import type {NodeState, State} from './state.ts';

/** In the order of the configuration: those that the filter shows. */
export function gridNodes(state: State): readonly NodeState[] {
	return filteredGrid(state.nodes, (state.screen ?? initialScreen).nodes.filter);
}

/** `start` of a row counts in `gridNodes`. */
export function shownGridRows(state: State): readonly GridRow[] {
	return shownRows(gridNodes(state), cellsPerRow(state));
}

/** With every node of the rack: how high it is does not change while a filter is typed. */
export function allGridRows(state: State): readonly GridRow[] {
	return allRows(state.nodes, cellsPerRow(state));
}

/** What needs a hand, the worst first, whether or not the filter shows it. */
export function problemNodes(state: State): readonly NodeState[] {
	return problems(worstFirst(state));
}

/** So many cells on, in the order of the grid. */
export function moveAlong(state: Screened, cells: number): State {
	const shown = gridNodes(state);
	return putOn(state, shown[within(indexOfCursor(state) + cells, shown.length)]);
}

/** So many rows down in the same column, or to its first or last node. */
export function moveAcross(state: Screened, rowsDown: number): State {
	const shown = gridNodes(state);
	if (!Number.isFinite(rowsDown)) {
		return putOn(state, rowsDown < 0 ? shown[0] : shown.at(-1));
	}

	const rows = shownGridRows(state);
	const index = indexOfCursor(state);
	const at = rowOf(rows, index);
	const from = rows[at];
	const to = rows[within(at + rowsDown, rows.length)];
	return from === undefined || to === undefined
		? state
		: putOn(state, shown[to.start + Math.min(index - from.start, to.count - 1)]);
}

/** The next cell after the cursor that needs a hand, and round again. */
export function moveToProblem(state: Screened): State {
	const shown = gridNodes(state);
	const index = indexOfCursor(state);
	const after = [...shown.slice(index + 1), ...shown.slice(0, index + 1)];
	return putOn(state, after.find(isProblem));
}

/** The row that a cell is in; the first where it is in none. */
export function rowOf(rows: readonly GridRow[], index: number): number {
	return Math.max(
		0,
		rows.findLastIndex(({start}) => start <= index),
	);
}

function indexOfCursor(state: State): number {
	const under = nodeUnderCursor(state);
	return under === undefined ? 0 : Math.max(0, gridNodes(state).indexOf(under));
}

function putOn(state: Screened, node: NodeState | undefined): State {
	return node === undefined
		? state
		: withNodesScreen(state, state.screen, {cursor: node.config.name, detailScroll: 0});
}

function within(place: number, count: number): number {
	return Math.max(0, Math.min(count - 1, place));
}

function cellsPerRow({screen = initialScreen}: State): number {
	return gridPlaces(screen.size.columns).cellsPerRow;
}

function isProblem({health, config}: NodeState): boolean {
	return config.isEnabled && health !== 'ok';
}

const filteredGrid = remember(matching);
const shownRows = remember(rowsOf);
const allRows = remember(rowsOf);
const problems = remember((nodes: readonly NodeState[]) => nodes.filter(isProblem));

function rowsOf(nodes: readonly NodeState[], cells: number): readonly GridRow[] {
	return gridRows(
		nodes.map(({config}) => config.name),
		cells,
	);
}
