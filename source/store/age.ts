import type {ClockState, NodeState} from './state.ts';

/** Undefined where the node never answered. */
export function lastSeenAtMs({reading}: NodeState): number | undefined {
	return reading.state === 'fresh' || reading.state === 'stale' ? reading.atMs : undefined;
}

const missedIntervals = 2;
/** An answer is there a moment after its interval is over. */
const answerMs = 250;

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

	const patienceMs = missedIntervals * node.config.pollIntervalMs + answerMs;
	return atMs - Math.max(seenAtMs, awakeSinceMs) > patienceMs ? atMs - seenAtMs : undefined;
}
