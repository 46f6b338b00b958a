import type {Effect} from '../domain/effect.ts';
import type {State} from './state.ts';

/** What a slice answers: the next state, and requests to the world. */
export type Reduction = readonly [State, readonly Effect[]];
