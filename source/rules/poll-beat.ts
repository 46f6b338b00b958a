export type Beat = {
	readonly nowMs: number;
	readonly intervalMs: number;
	/** Where in the interval the beat falls; what is beyond the interval is counted round. */
	readonly phaseMs: number;
};

/**
 * The time to a node's next beat, half an interval at least: every node has its own place in the interval and comes
 * back to it after whatever brought the rack out of step, so that nodes which came back together are not asked
 * together for ever after.
 */
export function delayToBeatMs(beat: Beat): number {
	const restMs = restToBeatMs(beat);
	return Math.ceil(restMs < beat.intervalMs / 2 ? restMs + beat.intervalMs : restMs);
}

/** The time to a node's next beat, however near it is. */
export function restToBeatMs({nowMs, intervalMs, phaseMs}: Beat): number {
	return (((phaseMs - nowMs) % intervalMs) + intervalMs) % intervalMs;
}
