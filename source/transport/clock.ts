import type {Clock} from '../domain/clock.ts';

/** The real clock; the one file that may ask the machine for time. */
export const systemClock: Clock = {
	monotonicMs: () => performance.now(),
	wallMs: () => Date.now(),
	startTimer(delayMs, callback) {
		// What is left of a deadline may be less than nothing: Node would warn of it on stderr.
		const timer = setTimeout(callback, Math.max(0, delayMs));
		return () => clearTimeout(timer);
	},
};

/** Calls back after `delayMs` of the real clock, unless the program has ended: this does not keep it running. */
export function callUnlessEnded(delayMs: number, callback: () => void): void {
	setTimeout(callback, delayMs).unref();
}
