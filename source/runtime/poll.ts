import type {Clock} from '../domain/clock.ts';

export type Poll = {
	readonly clock: Clock;
	readonly firstDelayMs: number;
	/** One round; resolves to the delay in ms until the next, counted from the start of this one, or to the end. */
	readonly task: (signal: AbortSignal) => Promise<number | 'end'>;
};

/**
 * The one polling loop. Rounds never overlap: the next is set when the last has ended, and one that took longer than
 * its delay skips the beats it missed. The returned function aborts the round under way and ends the loop.
 */
export function startPoll({clock, firstDelayMs, task}: Poll): () => void {
	const controller = new AbortController();
	let cancelTimer = clock.startTimer(firstDelayMs, () => void round());

	async function round(): Promise<void> {
		const startedMs = clock.monotonicMs();
		const delayMs = await task(controller.signal);
		if (controller.signal.aborted || delayMs === 'end') {
			return;
		}

		const elapsedMs = clock.monotonicMs() - startedMs;
		cancelTimer = clock.startTimer(restOfDelayMs(delayMs, elapsedMs), () => void round());
	}

	return () => {
		controller.abort();
		cancelTimer();
	};
}

/** From the end of a round to the start of the next: a round that took longer than its delay waits for the next beat. */
export function restOfDelayMs(delayMs: number, elapsedMs: number): number {
	return delayMs - (elapsedMs % delayMs);
}
