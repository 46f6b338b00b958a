import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import {awakeSince} from './awake.ts';
import {letGoOfOrder} from './calm-order.ts';
import {letGoOfJobs} from './jobs-calm.ts';
import {ageNode} from './node-health.ts';
import type {State} from './state.ts';

type ClockEvent = Extract<Event, {type: 'clock/ticked'}>;

/** Time passes: what was not heard of for too long goes down, whether or not anybody said so. */
export function reduceClock(state: State, event: ClockEvent): readonly [State, readonly Effect[]] {
	const {atMs, wallMs} = event;
	const clock = {atMs, wallMs, awakeSinceMs: awakeSince(state.clock, atMs)};
	const aged = state.nodes.map(node => ageNode(node, state.config, clock));
	const isUnchanged = aged.every((node, position) => node === state.nodes[position]);
	const next = {...state, clock, nodes: isUnchanged ? state.nodes : aged};
	return [letGoOfJobs(letGoOfOrder(next)), []];
}
