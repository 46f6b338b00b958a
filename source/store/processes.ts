import type {NodeNewsEvent} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import {processFigures} from '../rules/process-figures.ts';
import type {ProcessesState} from './processes-state.ts';
import type {State} from './state.ts';

type ProcessesEvent = Exclude<NodeNewsEvent, {type: 'node/commandRan'}>;

/** Before the node has answered. */
export function unknownProcesses(node: NodeName): ProcessesState {
	return {node, list: undefined, top: undefined, atMs: undefined, failure: undefined};
}

/** Those of a node that nobody looks at any more mean nothing. What was told last stays beside a failure. */
export function reduceProcesses(state: State, event: ProcessesEvent): State {
	const {processes} = state;
	if (processes?.node !== event.node) {
		return state;
	}

	if (event.type === 'node/processesFailed') {
		return {...state, processes: {...processes, failure: event.failure}};
	}

	const {list, atMs} = event;
	const top = processFigures(processes.list, list);
	return {...state, processes: {...processes, list, top, atMs, failure: undefined}};
}
