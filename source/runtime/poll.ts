import type {Clock} from '../domain/clock.ts';

export type Poll = {
	readonly clock: Clock;
	readonly firstDelayMs: number;
	/** One round; resolves to the delay in ms until the next, counted from the start of this one, or to the end. */
	readonly task: (signal: AbortSignal) => Promise<number | 'end'>;
	/** Hands out what brings the round that is waited for nearer: to so many ms from then. Taken off at the end. */
	readonly onHurry?: (hurry: (delayMs: number) => void) => () => void;
};

/**
 * The one polling loop. Rounds never overlap: the next is set when the last has ended, and one that took longer than
 * its delay skips the beats it missed. The returned function aborts the round under way and ends the loop.
 */
export function startPoll({clock, firstDelayMs, task, onHurry}: Poll): () => void {
	const controller = new AbortController();
	let dueMs: number | undefined;
	let cancelTimer = (): void => undefined;
	const waitFor = (delayMs: number): void => {
		cancelTimer();
		dueMs = clock.monotonicMs() + delayMs;
		cancelTimer = clock.startTimer(delayMs, () => void round());
	};
	const forget = onHurry?.(delayMs => {
		if (dueMs !== undefined && clock.monotonicMs() + delayMs < dueMs) {
			waitFor(delayMs);
		}
	});

	async function round(): Promise<void> {
		dueMs = undefined;
		const startedMs = clock.monotonicMs();
		const delayMs = await task(controller.signal);
		if (controller.signal.aborted) {
			return;
		}

		if (delayMs === 'end') {
			forget?.();
		} else {
			waitFor(restOfDelayMs(delayMs, clock.monotonicMs() - startedMs));
		}
	}

	waitFor(firstDelayMs);
	return () => {
		controller.abort();
		dueMs = undefined;
		cancelTimer();
		forget?.();
	};
}

/** From the end of a round to the start of the next: a round that took longer than its delay waits for the next beat. */
export function restOfDelayMs(delayMs: number, elapsedMs: number): number {
	return delayMs - (elapsedMs % delayMs);
}
