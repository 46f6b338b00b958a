import type {Clock} from '../domain/clock.ts';

export type CalmProgress<Progress> = {
	readonly tell: (progress: Progress) => void;
	/** Delivers at once what waits; always called at the end. */
	readonly end: () => void;
};

const intervalMs = 250;

/** Four times a second of what comes sixteen times: the first and the last at once, in between the newest. */
export function calmProgress<Progress>(
	clock: Clock,
	deliver: (progress: Progress) => void,
): CalmProgress<Progress> {
	let waiting: {readonly progress: Progress} | undefined;
	let deliveredAtMs = Number.NEGATIVE_INFINITY;
	let cancelTimer: (() => void) | undefined;
	const flush = (): void => {
		cancelTimer?.();
		cancelTimer = undefined;
		const told = waiting;
		waiting = undefined;
		if (told !== undefined) {
			deliveredAtMs = clock.monotonicMs();
			deliver(told.progress);
		}
	};
	return {
		tell(progress) {
			waiting = {progress};
			const dueInMs = deliveredAtMs + intervalMs - clock.monotonicMs();
			if (dueInMs <= 0) {
				flush();
			} else {
				cancelTimer ??= clock.startTimer(dueInMs, flush);
			}
		},
		end: flush,
	};
}
