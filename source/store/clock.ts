import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import {ageNode} from './node-health.ts';
import type {State} from './state.ts';

type ClockEvent = Extract<Event, {type: 'clock/ticked'}>;

/** Time passes: what was not heard of for too long goes down, whether or not anybody said so. */
export function reduceClock(state: State, event: ClockEvent): readonly [State, readonly Effect[]] {
	const aged = state.nodes.map(node => ageNode(node, state.config, event.atMs));
	const isUnchanged = aged.every((node, position) => node === state.nodes[position]);
	return [
		{
			...state,
			clock: {atMs: event.atMs, wallMs: event.wallMs},
			nodes: isUnchanged ? state.nodes : aged,
		},
		[],
	];
}
