import {nearestLeft} from '../rules/nearest-left.ts';
import type {NodesScreen, ScreenState} from './screen-state.ts';
import {nodeUnderCursor, orderedNodes, shownNodes} from './selectors.ts';
import {positionOf, type State} from './state.ts';

/** So many rows down, or up; beyond an end it stays there. */
export function moveCursor(state: State, screen: ScreenState, rows: number): State {
	const shown = shownNodes(state);
	const under = nodeUnderCursor(state);
	const place = under === undefined ? 0 : shown.indexOf(under);
	const next = shown[Math.max(0, Math.min(shown.length - 1, place + rows))];
	return next === undefined ? state : withNodesScreen(state, screen, {cursor: next.config.name});
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
	return withNodesScreen(state, screen, {
		cursor: under === undefined ? screen.nodes.cursor : under.config.name,
		isOpen: screen.nodes.isOpen && under !== undefined,
	});
}

/**
 * A new configuration: a cursor whose node is gone goes to the nearest in the order that was seen last. While the screen
 * is paused the node is still seen, so the cursor stays until the pause ends.
 */
export function keepCursor(before: State, after: State): State {
	const {screen} = after;
	const cursor = screen?.nodes.cursor;
	const isKept = cursor !== undefined && positionOf(after, cursor) !== undefined;
	if (screen === undefined || after.paused !== undefined || isKept) {
		return after;
	}

	if (cursor === undefined) {
		return settleCursor(after);
	}

	const order = orderedNodes(before).map(({config}) => config.name);
	const shown = new Set(shownNodes(after).map(({config}) => config.name));
	const nearest = nearestLeft(order, cursor, name => shown.has(name));
	return settleCursor(withNodesScreen(after, screen, {cursor: nearest}));
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
