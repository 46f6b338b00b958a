import type {Clock} from '../domain/clock.ts';

export type DeadlineLimits = {
	/** To the first `heard`, or to the end where there is none. */
	readonly firstMs: number;
	/**
	 * Asked when the first is late, so many ms after the start: how much longer it is waited for; undefined: no longer.
	 * The signal is aborted once the first is there after all, or the call has ended. Never rejects.
	 */
	readonly onFirstLate?: FirstLate | undefined;
	/** Of all together; undefined: any time. */
	readonly wholeMs?: number | undefined;
};

export type FirstLate = (waitedMs: number, signal: AbortSignal) => Promise<number | undefined>;

/** How long an answer is waited for: to what comes first, from one to the next, and in all. */
export type CallDeadlines = {
	readonly start: () => void;
	/** Something came, and the next is waited for so long. */
	readonly heard: (nextMs: number) => void;
	/** Always called at the end. */
	readonly stop: () => void;
};

/** `onLate` is called once, with how long was waited in vain. */
export function openDeadlines(
	{firstMs, onFirstLate, wholeMs}: DeadlineLimits,
	clock: Clock,
	onLate: (afterMs: number) => void,
): CallDeadlines {
	let startedMs = 0;
	const first = new AbortController();
	let stopNext = (): void => undefined;
	let stopWhole = (): void => undefined;
	const stop = (): void => {
		first.abort();
		stopNext();
		stopWhole();
	};
	const late = (afterMs: number): void => {
		stop();
		onLate(afterMs);
	};
	const firstLate = async (): Promise<void> => {
		const longerMs = await onFirstLate?.(clock.monotonicMs() - startedMs, first.signal);
		if (first.signal.aborted) {
			return;
		}

		if (longerMs === undefined) {
			late(Math.round(clock.monotonicMs() - startedMs));
		} else {
			stopNext = clock.startTimer(longerMs, () => void firstLate());
		}
	};
	return {
		start() {
			startedMs = clock.monotonicMs();
			stopNext = clock.startTimer(firstMs, () => void firstLate());
			if (wholeMs !== undefined) {
				stopWhole = clock.startTimer(wholeMs, () => late(wholeMs));
			}
		},
		heard(nextMs) {
			// Each abort makes its reason anew, and this is for every piece.
			if (!first.signal.aborted) {
				first.abort();
			}

			stopNext();
			stopNext = clock.startTimer(nextMs, () => late(nextMs));
		},
		stop,
	};
}
