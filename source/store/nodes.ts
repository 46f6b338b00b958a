import {assertNever} from '../domain/assert-never.ts';
import type {Connection} from '../domain/connection.ts';
import {finalStateOf} from '../domain/connection.ts';
import type {NodeEvent} from '../domain/event.ts';
import {loadedValue, withFailure} from '../domain/loadable.ts';
import {advanceLabel, unknownLabel} from '../rules/label.ts';
import {nodeFigures} from '../rules/node-figures.ts';
import {isSilent, withHealth} from './node-health.ts';
import {ringCapacity} from './rings.ts';
import {type ClockState, type NodeState, positionOf, type State} from './state.ts';

/** Facts about one node; of a node that is no longer configured they change nothing. */
export function reduceNode(state: State, event: NodeEvent): State {
	const position = positionOf(state, event.node);
	const node = position === undefined ? undefined : state.nodes[position];
	if (position === undefined || node === undefined) {
		return state;
	}

	const next = withHealth(reduceOne(node, event, state.clock), state.config);
	return {...state, nodes: state.nodes.with(position, next)};
}

function reduceOne(node: NodeState, event: NodeEvent, clock: ClockState): NodeState {
	switch (event.type) {
		case 'node/described':
			return {...node, facts: {state: 'fresh', value: event.facts, atMs: event.atMs}};
		case 'node/describeFailed':
			return {...node, facts: withFailure(node.facts, event.failure)};
		case 'node/sampled':
			return withSample(node, event);
		case 'node/sampleFailed':
			return withSampleFailure(node, event, clock);
		case 'node/filesystemsMeasured':
			return {...node, filesystems: {state: 'fresh', value: event.filesystems, atMs: event.atMs}};
		case 'node/filesystemsFailed':
			return {...node, filesystems: withFailure(node.filesystems, event.failure)};
		default:
			return assertNever(event);
	}
}

type Sampled = Extract<NodeEvent, {type: 'node/sampled'}>;
type SampleFailed = Extract<NodeEvent, {type: 'node/sampleFailed'}>;

function withSample(node: NodeState, {sample, atMs, tookMs}: Sampled): NodeState {
	const before = loadedValue(node.reading)?.sample;
	const figures = nodeFigures(before, sample, node.config.pollIntervalMs);
	return {
		...node,
		connection: {state: 'ready', transport: transportOf(node), roundTripMs: tookMs},
		reading: {state: 'fresh', value: {sample, figures}, atMs},
		label: advanceLabel(node.label, figures, atMs),
		history: longerHistory(node),
	};
}

function withSampleFailure(node: NodeState, event: SampleFailed, clock: ClockState): NodeState {
	const {failure, atMs} = event;
	const connection = connectionAfter(node, event, clock);
	return {
		...node,
		connection,
		reading: withFailure(node.reading, failure),
		label: connection.state === 'degraded' ? node.label : unknownLabel(atMs),
		history: longerHistory(node),
	};
}

/** What is final stays; a node that was heard of lately has missed a poll; any other is lost and tried again. */
function connectionAfter(
	node: NodeState,
	{failure, atMs, retryInMs}: SampleFailed,
	{awakeSinceMs}: ClockState,
): Connection {
	const finalState = finalStateOf(failure);
	if (finalState !== undefined) {
		return {state: finalState, failure};
	}

	const retryAtMs = atMs + retryInMs;
	return isSilent(node, {atMs, awakeSinceMs})
		? {state: 'backoff', failure, retryAtMs}
		: {state: 'degraded', transport: transportOf(node), failure, retryAtMs};
}

function transportOf(node: NodeState): 'local' | 'ssh2' {
	return node.config.isLocal ? 'local' : 'ssh2';
}

/** A failed poll is an entry too: a hole in the chart. */
function longerHistory({history, config}: NodeState): NodeState['history'] {
	const capacity = ringCapacity(config.pollIntervalMs);
	return {length: Math.min(history.length + 1, capacity), version: history.version + 1};
}
