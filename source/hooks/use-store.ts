import {useSyncExternalStore} from 'react';
import {drawnState} from '../store/selectors.ts';
import type {State} from '../store/state.ts';

/** What a hook needs of the store. */
export type WatchedStore = {
	readonly getState: () => State;
	readonly subscribe: (listener: () => void) => () => void;
};

/** The state to draw, anew whenever it changed. While it is paused a node that goes down does not draw a byte. */
export function useStoreState({getState, subscribe}: WatchedStore): State {
	const drawn = (): State => drawnState(getState());
	return useSyncExternalStore(subscribe, drawn, drawn);
}
