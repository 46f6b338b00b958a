import type {Clock} from '../domain/clock.ts';

/** The real clock; the one file that may ask the machine for time. */
export const systemClock: Clock = {
	monotonicMs: () => performance.now(),
	wallMs: () => Date.now(),
	startTimer(delayMs, callback) {
		const timer = setTimeout(callback, delayMs);
		return () => clearTimeout(timer);
	},
};
