import type {NodeName} from '../domain/ids.ts';
import {mostNodeRows, type NodeSort} from '../domain/screen.ts';
import {nearestLeft} from '../rules/nearest-left.ts';
import type {Screened} from './action-table.ts';
import type {DetailTable} from './detail-scroll.ts';
import type {NodesScreen, ScreenState} from './screen-state.ts';
import {nodeUnderCursor, orderedNodes, shownNodes} from './selectors.ts';
import {positionOf, type State} from './state.ts';

export const nodesTable: DetailTable = {
	detailOf: ({nodes}) => nodes,
	withDetail: (state, changes) => withNodesScreen(state, state.screen, changes),
	moveCursor: (state, rows) => moveCursor(state, state.screen, rows),
	listRows: mostNodeRows,
	headRows: 2,
};

/** So many rows down, or up; beyond an end it stays there. */
export function moveCursor(state: State, screen: ScreenState, rows: number): State {
	const shown = shownNodes(state);
	const under = nodeUnderCursor(state);
	const place = under === undefined ? 0 : shown.indexOf(under);
	const next = shown[Math.max(0, Math.min(shown.length - 1, place + rows))];
	return next === undefined || next === under
		? state
		: withNodesScreen(state, screen, {cursor: next.config.name, detailScroll: 0});
}

/**
 * The cursor on what is under it, now that a person has seen it there. Where nothing is shown it is where it was, and
 * there is nothing to be open.
 */
export function settleCursor(state: State): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const under = nodeUnderCursor(state);
	const {cursor, isOpen, openedFrom, gone} = screen.nodes;
	const isStillOpen = isOpen && under !== undefined;
	return withNodesScreen(state, screen, {
		cursor: under === undefined ? cursor : under.config.name,
		isOpen: isStillOpen,
		openedFrom: isStillOpen ? openedFrom : undefined,
		gone: gone?.config.name === under?.config.name ? gone : undefined,
	});
}

/**
 * A new configuration: where the node under the cursor is gone its row stays, until the cursor leaves it. A cursor that
 * was not seen goes to the nearest in the order that was seen last. While the screen is paused the node is still seen.
 */
export function keepCursor(before: State, given: State): State {
	if (given.screen === undefined || given.paused !== undefined) {
		return given;
	}

	const after = keepMarks(given);
	const {screen = given.screen} = after;

	const {cursor, gone} = screen.nodes;
	if (cursor === undefined) {
		return after;
	}

	if (positionOf(after, cursor) !== undefined) {
		return withNodesScreen(after, screen, {gone: undefined});
	}

	const order = orderedNodes(before);
	const under = nodeUnderCursor(before);
	if (under !== undefined && under.config.name === cursor) {
		const isKept = gone?.config.name === cursor;
		const place = order.indexOf(under);
		return withNodesScreen(after, screen, {
			gone: isKept ? gone : {config: under.config, place},
			isOpen: false,
		});
	}

	const names = order.map(({config}) => config.name);
	const shown = new Set(shownNodes(after).map(({config}) => config.name));
	const nearest = nearestLeft(names, cursor, name => shown.has(name));
	return settleCursor(withNodesScreen(after, screen, {cursor: nearest}));
}

/** The filter where the cursor goes to this node: one that hides it goes. */
export function filterThatShows(state: Screened, name: NodeName): string {
	const isShown = shownNodes(state).some(({config}) => config.name === name);
	return isShown ? state.screen.nodes.filter : '';
}

/** Whoever sorts lets go of an order that is held. */
export function sortBy(state: Screened, sort: NodeSort): State {
	return withNodesScreen(state, state.screen, {sort, frozen: undefined});
}

/** What the detail of one view showed is not taken into another. */
export function inView(view: NodesScreen['view']) {
	return {view, focus: 'list', pane: 'facts'} as const;
}

/** The same state when nothing changes. */
export function withNodesScreen(
	state: State,
	screen: ScreenState,
	changes: Partial<NodesScreen>,
): State {
	const nodes = {...screen.nodes, ...changes};
	const names = Object.keys(changes) as (keyof NodesScreen)[];
	const isSame = names.every(name => nodes[name] === screen.nodes[name]);
	return isSame ? state : {...state, screen: {...screen, nodes}};
}

/** Marks of nodes that are still configured. */
function keepMarks(state: State): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const {marks} = screen.nodes;
	const kept = marks.filter(name => positionOf(state, name) !== undefined);
	return kept.length === marks.length ? state : withNodesScreen(state, screen, {marks: kept});
}
