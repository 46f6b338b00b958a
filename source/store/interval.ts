/** How often nodes are asked: as each is configured, or all alike as a person wishes it. */
import type {NodeConfig} from '../domain/config.ts';
import type {Reduction} from './reduction.ts';
import {ringCapacity} from './rings.ts';
import type {NodeState, RackState, State} from './state.ts';

/** Steps of the keys that change it, in ms. */
const steps: readonly number[] = [500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

/** The wish alone; undefined: as each node is configured. What follows from it: `followInterval`. */
export function setInterval<Of extends State>(
	state: Of,
	intervalMs: number | undefined,
): readonly [Of, Reduction[1]] {
	return [state.intervalMs === intervalMs ? state : {...state, intervalMs}, []];
}

/** The next step to either side of the shortest interval there is; at an end it stays. */
export function steppedIntervalMs(state: State, towards: 'faster' | 'slower'): number | undefined {
	const nowMs = shortestIntervalMs(state);
	if (nowMs === undefined) {
		return state.intervalMs;
	}

	const next =
		towards === 'faster' ? steps.findLast(step => step < nowMs) : steps.find(step => step > nowMs);
	return next ?? state.intervalMs;
}

/** Of the nodes that are polled; undefined where there are none. */
export function shortestIntervalMs({nodes}: Pick<State, 'nodes'>): number | undefined {
	let shortestMs: number | undefined;
	for (const {config} of nodes) {
		if (config.isEnabled && !(config.pollIntervalMs >= (shortestMs ?? Number.POSITIVE_INFINITY))) {
			shortestMs = config.pollIntervalMs;
		}
	}

	return shortestMs;
}

/** A node's configuration as it is polled. */
export function asPolled(config: NodeConfig, wishedMs: number | undefined): NodeConfig {
	return wishedMs === undefined || config.pollIntervalMs === wishedMs
		? config
		: {...config, pollIntervalMs: wishedMs};
}

/** Where the wish is another than before, the nodes have it, also in the picture of a pause, and the runtime is told. */
export function followInterval(before: State, [after, effects]: Reduction): Reduction {
	const {intervalMs, paused} = after;
	if (intervalMs === before.intervalMs) {
		return [after, effects];
	}

	const next: State = {
		...withIntervals(after, intervalMs),
		paused: paused && {...withIntervals(paused, intervalMs), intervalMs},
	};
	const nodes = next.nodes.map(({config}) => config).filter(({isEnabled}) => isEnabled);
	return [next, [...effects, {type: 'setInterval', intervalMs, nodes}]];
}

/** Nobody is late by a pace that was not asked for before. */
function withIntervals<Rack extends RackState>(rack: Rack, wishedMs: number | undefined): Rack {
	const configured = new Map(rack.config?.nodes.map(config => [config.name, config]));
	return {
		...rack,
		clock: {...rack.clock, awakeSinceMs: rack.clock.atMs},
		nodes: rack.nodes.map(node =>
			withConfig(node, asPolled(configured.get(node.config.name) ?? node.config, wishedMs)),
		),
	};
}

/** As much of its history as a ring of that pace holds. */
function withConfig(node: NodeState, config: NodeConfig): NodeState {
	const {length, version} = node.history;
	return config.pollIntervalMs === node.config.pollIntervalMs
		? node
		: {
				...node,
				config,
				history: {length: Math.min(length, ringCapacity(config.pollIntervalMs)), version},
			};
}
