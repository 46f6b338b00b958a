import type {Clock} from '../domain/clock.ts';
import type {Steps} from '../rules/steps.ts';

/** Between two frames, keys and answers of others. */
const sliceMs = 4;

/**
 * Does long work for some milliseconds at a time, and then what follows it: at once where the first of them are enough.
 * What it returns drops what is left to do.
 */
export function doInSlices(clock: Clock, steps: Steps<void>, onDone: () => void): () => void {
	let cancelTimer: (() => void) | undefined;
	const doSlice = (): void => {
		const untilMs = clock.monotonicMs() + sliceMs;
		while (!steps.next().done) {
			if (clock.monotonicMs() >= untilMs) {
				cancelTimer = clock.startTimer(0, doSlice);
				return;
			}
		}

		onDone();
	};
	doSlice();
	return () => cancelTimer?.();
}
