const firstMs = 10_000;
const lastMs = 600_000;

/**
 * How long a program that failed on a node is left alone: 10 s, then twice as long each time, up to 10 min. Without
 * jitter: every node has its own, and none waits for another's.
 *
 * @param failures in a row, from 1
 */
export function retryToolAfterMs(failures: number): number {
	return Math.min(lastMs, firstMs * 2 ** Math.max(0, failures - 1));
}

/** Where we were refused, nothing changes soon. */
export const retryRefusedAfterMs = lastMs;
