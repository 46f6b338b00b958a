import {expect, it} from 'vitest';
import {reduceScreen} from '../../source/store/screen.ts';
import {drawnState, nodeUnderCursor} from '../../source/store/selectors.ts';
import type {State} from '../../source/store/state.ts';
import {homeRack, stateOf} from '../helpers/home-rack.ts';

function pressed(state: State, key: string): State {
	return reduceScreen(state, {type: 'key/pressed', key, atMs: 1})[0];
}

it('draws the state itself while it is live', () => {
	const state = stateOf(homeRack());
	expect(drawnState(state)).toBe(state);
});

it('draws the rack of the moment of pausing, by the same reference until a key changes something', () => {
	const live = stateOf(homeRack());
	const paused = pressed(live, 'p');
	const drawn = drawnState(paused);
	expect(drawn.nodes).toBe(live.nodes);
	const later = {...paused, nodes: [], positions: {}, clock: {...paused.clock, atMs: 99}};
	expect(drawnState(later)).toBe(drawn);
	expect(drawnState(pressed(later, 's'))).not.toBe(drawn);
});

it('lets a key move in what is drawn, and leaves what has come since', () => {
	const live = stateOf(homeRack());
	const paused = pressed(live, 'p');
	const turned = {...paused, nodes: paused.nodes.toReversed()};
	const moved = pressed(turned, 'G');
	expect(moved.nodes).toBe(turned.nodes);
	expect(nodeUnderCursor(drawnState(moved))?.config.name).toBe('pi-worker3');
	expect(drawnState(pressed(moved, 'p')).nodes).toBe(turned.nodes);
});
