import type {Reduce} from '../store/rack-reducer.ts';
import {reduce} from '../store/reducer.ts';
import {createNodeWatches} from './watch-nodes.ts';

/** What a runtime needs only where there is a screen: who prints one document loads none of it. */
export type ScreenParts = {
	readonly reduce: Reduce;
	/** What is read while somebody looks at it. */
	readonly createWatches: typeof createNodeWatches;
};

export const screenParts: ScreenParts = {reduce, createWatches: createNodeWatches};
