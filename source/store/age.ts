import {silentFromMs} from './node-health.ts';
import type {ClockState, NodeState, RackState} from './state.ts';

/** Undefined where the node never answered. */
export function lastSeenAtMs({reading}: NodeState): number | undefined {
	return reading.state === 'fresh' || reading.state === 'stale' ? reading.atMs : undefined;
}

const missedIntervals = 2;
/** An answer is there a moment after its interval is over. */
const answerMs = 250;
/** A limit is not passed at the moment itself. */
const justOverMs = 1;

/**
 * How old the values are when two answers in a row are missing (SCREENS 3, freshness); undefined: they are fresh. Time
 * in which this program itself was asleep does not make them old.
 */
export function oldMs(
	node: NodeState,
	{atMs, awakeSinceMs}: Pick<ClockState, 'atMs' | 'awakeSinceMs'>,
): number | undefined {
	const seenAtMs = lastSeenAtMs(node);
	if (seenAtMs === undefined) {
		return undefined;
	}

	return atMs - Math.max(seenAtMs, awakeSinceMs) > patienceMs(node) ? atMs - seenAtMs : undefined;
}

/** How long it is, from the clock's moment on, until the next node is old or silent; undefined: nothing else ages. */
export function untilAgedMs({
	nodes,
	clock,
}: Pick<RackState, 'nodes' | 'clock'>): number | undefined {
	let nextMs = Number.POSITIVE_INFINITY;
	for (const node of nodes) {
		for (const agesAtMs of [oldFromMs(node, clock), silentFromMs(node, clock)]) {
			if (agesAtMs !== undefined && agesAtMs > clock.atMs) {
				nextMs = Math.min(nextMs, agesAtMs);
			}
		}
	}

	return Number.isFinite(nextMs) ? nextMs - clock.atMs : undefined;
}

/** The first moment at which its values are old. */
function oldFromMs(node: NodeState, {awakeSinceMs}: ClockState): number | undefined {
	const seenAtMs = lastSeenAtMs(node);
	return seenAtMs === undefined
		? undefined
		: Math.max(seenAtMs, awakeSinceMs) + patienceMs(node) + justOverMs;
}

function patienceMs({config}: NodeState): number {
	return missedIntervals * config.pollIntervalMs + answerMs;
}
