import {assertNever} from '../domain/assert-never.ts';
import type {NodeEvent} from '../domain/event.ts';
import {loadedValue, withFailure} from '../domain/loadable.ts';
import type {NodeSample} from '../domain/node-sample.ts';
import {advanceLabel, unknownLabel} from '../rules/label.ts';
import {nodeFigures} from '../rules/node-figures.ts';
import {interruptedLimits} from '../rules/threshold-crossing.ts';
import {
	connectionAfter,
	connectionAuthenticated,
	connectionDialled,
	type Setback,
} from './connection.ts';
import {withLimits} from './crossings.ts';
import {withHealth} from './node-health.ts';
import {unheardOllama} from './ollama.ts';
import {ringCapacity} from './rings.ts';
import {type ClockState, type NodeState, positionOf, type State} from './state.ts';

/** Facts about one node; of a node that is no longer configured they change nothing. */
export function reduceNode(state: State, event: NodeEvent): State {
	const position = positionOf(state, event.node);
	const node = position === undefined ? undefined : state.nodes[position];
	if (position === undefined || node === undefined) {
		return state;
	}

	const told = withHealth(reduceOne(node, event, state.clock), state.config, state.asked);
	const next = withLimits(node, told, state.config?.thresholds);
	return next === node ? state : {...state, nodes: state.nodes.with(position, next)};
}

function reduceOne(node: NodeState, event: NodeEvent, clock: ClockState): NodeState {
	switch (event.type) {
		case 'node/dialled':
			return withConnection(node, connectionDialled(node));
		case 'node/authenticated':
			return withConnection(node, connectionAuthenticated(node));
		case 'node/connected':
			return {
				...node,
				connection: connectionAuthenticated(node),
				carrier: {transport: event.transport, transportReason: event.transportReason},
				connectedAtMs: event.atMs,
			};
		case 'node/connectFailed':
		case 'node/lost':
			return {
				...withSetback(node, event, clock),
				ollama: unheardOllama(node.ollama, event.failure),
			};
		case 'node/sampleFailed':
			return withSetback(node, event, clock);
		case 'node/described':
			return {...node, facts: {state: 'fresh', value: event.facts, atMs: event.atMs}};
		case 'node/describeFailed':
			return {...node, facts: withFailure(node.facts, event.failure)};
		case 'node/sampled':
			return withSample(node, event);
		case 'node/filesystemsMeasured':
			return {...node, filesystems: {state: 'fresh', value: event.filesystems, atMs: event.atMs}};
		case 'node/filesystemsFailed':
			return {...node, filesystems: withFailure(node.filesystems, event.failure)};
		default:
			return assertNever(event);
	}
}

type Sampled = Extract<NodeEvent, {type: 'node/sampled'}>;

function withSample(node: NodeState, {sample, atMs, tookMs}: Sampled): NodeState {
	const before = loadedValue(node.reading)?.sample;
	const figures = nodeFigures(before, sample, node.config.pollIntervalMs);
	return {
		...node,
		connection: {state: 'ready', ...node.carrier, roundTripMs: tookMs},
		reading: {state: 'fresh', value: {sample, figures}, atMs},
		label: advanceLabel(
			hasRebooted(before, sample) ? unknownLabel(atMs) : node.label,
			figures,
			atMs,
		),
		samples: node.samples + 1,
		history: longerHistory(node),
	};
}

/** What was true of the boot before says nothing of this one. */
function hasRebooted(before: NodeSample | undefined, {bootId}: NodeSample): boolean {
	return before?.bootId !== undefined && bootId !== undefined && before.bootId !== bootId;
}

/** A missed poll, a lost connection and one that did not come about are told alike. */
function withSetback(node: NodeState, setback: Setback, clock: ClockState): NodeState {
	const connection = connectionAfter(node, setback, clock);
	return {
		...node,
		connection,
		reading: withFailure(node.reading, setback.failure),
		...(connection.state === 'degraded' ? {} : atStart(node, setback.atMs)),
		history: longerHistory(node),
	};
}

/** What is said only after several samples in a row begins again. */
function atStart({limits}: NodeState, atMs: number): Pick<NodeState, 'label' | 'limits'> {
	return {label: unknownLabel(atMs), limits: interruptedLimits(limits)};
}

/** The same node when its connection stays as it is. */
function withConnection(node: NodeState, connection: NodeState['connection']): NodeState {
	return connection === node.connection ? node : {...node, connection};
}

/** A failed poll is an entry too: a hole in the chart. */
function longerHistory({history, config}: NodeState): NodeState['history'] {
	const capacity = ringCapacity(config.pollIntervalMs);
	return {length: Math.min(history.length + 1, capacity), version: history.version + 1};
}
