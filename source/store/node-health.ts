import type {Config} from '../domain/config.ts';
import type {Health, HealthReason} from '../domain/health.ts';
import {withFailure} from '../domain/loadable.ts';
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
					node.filesystems.state === 'fresh' ? node.filesystems.value : [],
					config.thresholds,
				);
	const health = healthOf(node, reasons);
	return health === node.health && areEqual(reasons, node.healthReasons)
		? node
		: {...node, health, healthReasons: reasons};
}

/** A node whose last good sample is older than 15 s or 3 intervals, whichever is longer, or that never gave one. */
export function isSilent({reading, config}: NodeState, atMs: number): boolean {
	return (
		(reading.state !== 'fresh' && reading.state !== 'stale') ||
		atMs - reading.atMs > silenceLimitMs(config)
	);
}

/** A node that was heard of and is silent now is lost, whether or not a poll said so. */
export function ageNode(node: NodeState, config: Config | undefined, atMs: number): NodeState {
	const {reading, connection} = node;
	const isHeld = connection.state === 'ready' || connection.state === 'degraded';
	if (!isHeld || !isSilent(node, atMs)) {
		return node;
	}

	const afterMs = silenceLimitMs(node.config);
	const failure =
		connection.state === 'degraded'
			? connection.failure
			: ({kind: 'timedOut', where: node.config.name, afterMs} as const);
	return withHealth(
		{
			...node,
			reading: withFailure(reading, failure),
			connection: {state: 'backoff', failure, retryAtMs: atMs},
			label: unknownLabel(atMs),
		},
		config,
	);
}

function silenceLimitMs({pollIntervalMs}: NodeState['config']): number {
	return Math.max(longestSilenceMs, pollIntervalMs * missedIntervals);
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
			return 'warning';
		default:
			return 'down';
	}
}

/** Equal by value, so that a node that did not change keeps its reference. */
function areEqual(one: readonly HealthReason[], other: readonly HealthReason[]): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
