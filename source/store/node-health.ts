import type {Config} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {Health, HealthReason} from '../domain/health.ts';
import {loadedValue, withFailure} from '../domain/loadable.ts';
import {unknownLabel} from '../rules/label.ts';
import {healthReasons} from '../rules/node-health.ts';
import {interruptedLimits} from '../rules/threshold-crossing.ts';
import {waitsForPerson} from './asked.ts';
import {type ClockState, heldReading, type NodeState, type State} from './state.ts';

const longestSilenceMs = 15_000;
const missedIntervals = 3;
/** A limit is not passed at the moment itself. */
const justOverMs = 1;

/**
 * The node with its health worked out anew from what is known of it; the same object when nothing changed. One that
 * waits for a person (`asked`) is not down: nobody knows how it is.
 */
export function withHealth(
	node: NodeState,
	config: Config | undefined,
	asked: State['asked'] = {},
): NodeState {
	const held = heldReading(node);
	const reasons =
		config === undefined || held === undefined
			? []
			: healthReasons(held.figures, loadedValue(node.filesystems) ?? [], config.thresholds);
	const health = waitsForPerson(asked, node) ? 'unknown' : healthOf(node, reasons);
	return health === node.health && areEqual(reasons, node.healthReasons)
		? node
		: {...node, health, healthReasons: reasons};
}

/**
 * A node whose last good sample is older than 15 s or 3 intervals, whichever is longer, or that never gave one. Time in
 * which this program itself was asleep does not count against the node.
 */
export function isSilent({reading, config}: NodeState, {atMs, awakeSinceMs}: Moment): boolean {
	return (
		(reading.state !== 'fresh' && reading.state !== 'stale') ||
		atMs - Math.max(reading.atMs, awakeSinceMs) > silenceLimitMs(config)
	);
}

/** The first moment at which a node that is held is silent; undefined: it is not held, or never gave a sample. */
export function silentFromMs(
	{reading, config, connection}: NodeState,
	{awakeSinceMs}: Pick<ClockState, 'awakeSinceMs'>,
): number | undefined {
	const hasValues = reading.state === 'fresh' || reading.state === 'stale';
	return isHeld(connection) && hasValues
		? Math.max(reading.atMs, awakeSinceMs) + silenceLimitMs(config) + justOverMs
		: undefined;
}

type Moment = Pick<ClockState, 'atMs' | 'awakeSinceMs'>;

/** A node that was heard of and is silent now is lost, whether or not a poll said so. */
export function ageNode(node: NodeState, config: Config | undefined, now: Moment): NodeState {
	const {connection} = node;
	if (!isHeld(connection) || !isSilent(node, now)) {
		return node;
	}

	const isDegraded = connection.state === 'degraded';
	const afterMs = silenceLimitMs(node.config);
	const failure: Failure = isDegraded
		? connection.failure
		: {kind: 'timedOut', where: node.config.name, afterMs};
	const retryAtMs = isDegraded ? connection.retryAtMs : undefined;
	return withHealth(
		{
			...node,
			reading: withFailure(node.reading, failure),
			connection: {state: 'backoff', failure, retryAtMs},
			label: unknownLabel(now.atMs),
			limits: interruptedLimits(node.limits),
		},
		config,
	);
}

function isHeld({state}: NodeState['connection']): boolean {
	return state === 'ready' || state === 'degraded';
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
		case 'degraded':
			return reasons.length > 0 ? 'warning' : 'ok';
		default:
			return 'down';
	}
}

/** Equal by value, so that a node that did not change keeps its reference. */
function areEqual(one: readonly HealthReason[], other: readonly HealthReason[]): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
