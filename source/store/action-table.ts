import type {ActionName, KeyContext} from '../rules/keys/binding.ts';
import type {Reduction} from './reduction.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** The State where there is a screen. */
export type Screened = State & {readonly screen: ScreenState};

/** Keys move in what is drawn (`state`); what they ask of the world is decided on the live state. */
export type Act = (state: Screened, live: State) => Reduction;

/** An action, and where its key was found: the first place that can carry it out does. */
export type Pressed = {
	readonly action: ActionName;
	/** And the tab that is shown behind it. */
	readonly contexts: readonly KeyContext[];
};

/** Carries out what a key asks for (store/act.ts). */
export type CarryOut = (state: Screened, pressed: Pressed, live: State) => Reduction;

/** What the actions of one part of the screen do. */
export type ActionTable = Partial<Readonly<Record<ActionName, Act>>>;

/** The same state when nothing changes. */
export function withScreen(state: State, screen: ScreenState): State {
	return screen === state.screen ? state : {...state, screen};
}

/** An action that changes the screen alone. */
export function changing(change: (screen: ScreenState, state: Screened) => ScreenState): Act {
	return state => [withScreen(state, change(state.screen, state)), []];
}

/** How far the keys that move go, which are the same everywhere. */
export type Movement = {
	/** Rows down, or up where it is negative; infinite: to an end. */
	readonly by: (state: Screened, rows: number) => State;
	readonly pageRows: (state: Screened) => number;
};

export function moving({by, pageRows}: Movement): ActionTable {
	const step =
		(rowsOf: (page: number) => number): Act =>
		state => [by(state, rowsOf(pageRows(state))), []];
	return {
		moveUp: step(() => -1),
		moveDown: step(() => 1),
		moveUpHalf: step(page => -Math.floor(page / 2)),
		moveDownHalf: step(page => Math.floor(page / 2)),
		moveUpPage: step(page => -page),
		moveDownPage: step(page => page),
		moveToFirst: step(() => Number.NEGATIVE_INFINITY),
		moveToLast: step(() => Number.POSITIVE_INFINITY),
	};
}
