/** A row does not go away under a hand that is on its way to it: the order waits for a while after each key. */
import {withNodesScreen} from './cursor.ts';
import {drawnState, orderOfRows, sortedOrder} from './selectors.ts';
import type {State} from './state.ts';

/** After the last key (SCREENS 3, lists). */
const calmMs = 2000;

/** The order that was drawn before what a person did stays, but where they sorted anew. */
export function keepCalm(drawn: State, after: State, atMs: number): State {
	const {screen} = after;
	if (screen === undefined) {
		return after;
	}

	const {sort, frozen, calm} = screen.nodes;
	const before = drawn.screen?.nodes;
	const isLetGo = frozen === undefined && before?.frozen !== undefined;
	const order =
		sort !== before?.sort || isLetGo
			? sortedOrder(drawnState(after))
			: (calm ?? orderOfRows(drawn));
	const isKept = calm === order && frozen === undefined && screen.lastKeyAtMs === atMs;
	return isKept
		? after
		: {
				...after,
				screen: {
					...screen,
					lastKeyAtMs: atMs,
					nodes: {...screen.nodes, calm: frozen === undefined ? order : undefined},
				},
			};
}

/** Rows go where they belong when no key came for a while; in a picture that stands still they stay. */
export function letGoOfOrder(state: State): State {
	const {screen, clock, paused} = state;
	const isCalm = screen === undefined || clock.atMs - screen.lastKeyAtMs < calmMs;
	return isCalm || paused !== undefined ? state : withNodesScreen(state, screen, {calm: undefined});
}
