export type Beat = {
	readonly nowMs: number;
	readonly intervalMs: number;
	/** Where in the interval the beat falls. */
	readonly phaseMs: number;
};

/**
 * The time to a node's next beat, half an interval at least: every node has its own place in the interval and comes
 * back to it after whatever brought the rack out of step, so that nodes which came back together are not asked
 * together for ever after.
 */
export function delayToBeatMs({nowMs, intervalMs, phaseMs}: Beat): number {
	const restMs = (((phaseMs - nowMs) % intervalMs) + intervalMs) % intervalMs;
	return Math.ceil(restMs < intervalMs / 2 ? restMs + intervalMs : restMs);
}
