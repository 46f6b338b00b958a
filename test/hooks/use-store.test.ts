import {expect, test} from 'vitest';
import {pausable} from '../../source/hooks/use-store.ts';
import type {State} from '../../source/store/state.ts';
import {homeRack, stateOf} from '../helpers/home-rack.ts';

test('a paused reader keeps the facts of the moment of pausing and follows the keys', () => {
	let state: State = stateOf(homeRack());
	const shown = pausable(() => state);
	const before = shown();
	expect(before).toBe(state);

	state = stateOf(homeRack(), {isPaused: true});
	const paused = shown();
	expect(paused.nodes).toBe(before.nodes);
	expect(paused.screen).toBe(state.screen);

	state = {...state, nodes: [], clock: {...state.clock, atMs: 99}};
	expect(shown()).toBe(paused);

	state = {...state, screen: state.screen && {...state.screen, isPaused: false}};
	expect(shown()).toBe(state);
});
