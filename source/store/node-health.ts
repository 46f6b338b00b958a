import type {Config} from '../domain/config.ts';
import type {Health, HealthReason} from '../domain/health.ts';
import {loadedValue} from '../domain/loadable.ts';
import {unknownLabel} from '../rules/label.ts';
import {healthReasons} from '../rules/node-health.ts';
import type {NodeState} from './state.ts';

const longestSilenceMs = 15_000;
const missedIntervals = 3;

/** The node with its health worked out anew from what is known of it; the same object when nothing changed. */
export function withHealth(node: NodeState, config: Config | undefined): NodeState {
	const reasons =
		config === undefined || node.reading.state !== 'fresh'
			? []
			: healthReasons(
					node.reading.value.figures,
					loadedValue(node.filesystems) ?? [],
					config.thresholds,
				);
	const health = healthOf(node, reasons);
	return health === node.health && areEqual(reasons, node.healthReasons)
		? node
		: {...node, health, healthReasons: reasons};
}

/** A node whose last sample is older than 15 s or 3 intervals, whichever is longer, is down. */
export function ageNode(node: NodeState, config: Config | undefined, atMs: number): NodeState {
	const {reading} = node;
	const limitMs = Math.max(longestSilenceMs, node.config.pollIntervalMs * missedIntervals);
	const isSilent = reading.state === 'fresh' && atMs - reading.atMs > limitMs;
	if (!isSilent) {
		return node;
	}

	const failure = {kind: 'timedOut', where: node.config.name, afterMs: limitMs} as const;
	return withHealth(
		{
			...node,
			reading: {state: 'stale', value: reading.value, atMs: reading.atMs, failure},
			connection: {state: 'backoff', failure, retryAtMs: atMs},
			label: unknownLabel(atMs),
		},
		config,
	);
}

function healthOf(node: NodeState, reasons: readonly HealthReason[]): Health {
	switch (node.connection.state) {
		case 'disabled':
		case 'idle':
		case 'connecting':
		case 'bootstrapping':
			return 'unknown';
		case 'ready':
			return reasons.length > 0 ? 'warning' : 'ok';
		case 'degraded':
			return node.health === 'down' ? 'down' : 'warning';
		default:
			return 'down';
	}
}

/** Equal by value, so that a node that did not change keeps its reference. */
function areEqual(one: readonly HealthReason[], other: readonly HealthReason[]): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
