import type {Clock} from '../domain/clock.ts';

/** Resolves when the work is done or the time is over, whichever is first. */
export function settledWithin(
	work: Promise<unknown>,
	afterMs: number,
	clock: Clock,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const cancelTimer = clock.startTimer(afterMs, resolve);
		work.then(() => resolve(), reject).finally(cancelTimer);
	});
}
