import {assertNever} from '../domain/assert-never.ts';
import type {Config, NodeConfig} from '../domain/config.ts';
import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import {configuredClusters} from './configured-clusters.ts';
import {foundLimits} from './crossings.ts';
import {keepCursor} from './cursor.ts';
import {asPolled} from './interval.ts';
import {newNode} from './new-node.ts';
import {withHealth} from './node-health.ts';
import type {Reduction} from './reduction.ts';
import type {NodeState, State} from './state.ts';

type ConfigEvent = Extract<Event, {type: `config/${string}`}>;

/** A new configuration keeps what is known of nodes that did not change; a bad one changes nothing but its problems. */
export function reduceConfig(state: State, event: ConfigEvent): Reduction {
	switch (event.type) {
		case 'config/loaded':
			return load(state, event.config, event.atMs);
		case 'config/rejected':
			return [{...state, configProblems: event.problems}, []];
		default:
			return assertNever(event);
	}
}

function load(state: State, config: Config, atMs: number): Reduction {
	const before = new Map(state.nodes.map(node => [node.config.name, node]));
	const kept = new Set<NodeName>();
	const nodes = config.nodes.map(written => {
		const nodeConfig = asPolled(written, state.intervalMs);
		const known = before.get(nodeConfig.name);
		if (known === undefined || !isSame(known.config, nodeConfig)) {
			return newNode(nodeConfig, atMs);
		}

		kept.add(nodeConfig.name);
		return withHealth(atNewLimits(known, state.config, config), config, state.asked);
	});
	const isChanged = (node: NodeState): boolean =>
		node.config.isEnabled && !kept.has(node.config.name);
	const [clusters, clusterEffects] = configuredClusters(state.clusters, state.config, config);
	const loaded = {
		...{...state, config, configProblems: [], nodes, positions: positionsOf(nodes)},
		clusters,
	};
	return [
		keepCursor(state, loaded),
		[
			...state.nodes.filter(isChanged).map(stopPolling),
			...nodes.filter(isChanged).map(startPolling),
			...clusterEffects,
		],
	];
}

function atNewLimits(node: NodeState, before: Config | undefined, {thresholds}: Config): NodeState {
	return JSON.stringify(before?.thresholds) === JSON.stringify(thresholds)
		? node
		: {...node, limits: foundLimits(node, thresholds)};
}

function positionsOf(nodes: readonly NodeState[]): State['positions'] {
	return Object.fromEntries(nodes.map(({config}, position) => [config.name, position]));
}

/** Configurations are plain data in a fixed order of keys, made by one function. */
function isSame(one: NodeConfig, other: NodeConfig): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function startPolling(node: NodeState): Effect {
	return {type: 'startPolling', node: node.config};
}

function stopPolling(node: NodeState): Effect {
	return {type: 'stopPolling', node: node.config.name};
}
