import {useState, useSyncExternalStore} from 'react';
import type {State} from '../store/state.ts';

/** What a hook needs of the store. */
export type WatchedStore = {
	readonly getState: () => State;
	readonly subscribe: (listener: () => void) => () => void;
};

/**
 * The state to draw, anew whenever it changed. While the person has paused it is that of the moment of pausing with
 * what the keys have changed since, so that a node that goes down behind it does not draw a byte.
 */
export function useStoreState({getState, subscribe}: WatchedStore): State {
	const [shown] = useState(() => pausable(getState));
	return useSyncExternalStore(subscribe, shown, shown);
}

/** A reader of the state that holds still while it is paused. The same state gives the same reference. */
export function pausable(getState: () => State): () => State {
	let shown: State | undefined;
	return () => {
		const state = getState();
		if (shown === undefined || state.screen?.isPaused !== true) {
			shown = state;
		} else if (shown.screen !== state.screen) {
			shown = {...shown, screen: state.screen};
		}

		return shown;
	};
}
