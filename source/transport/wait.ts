import type {Clock} from '../domain/clock.ts';

/** Resolves to true after the delay, to false at once when it is aborted before. */
export function wait(delayMs: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
	return new Promise(resolve => {
		if (signal.aborted) {
			resolve(false);
			return;
		}

		const onAbort = (): void => {
			cancelTimer();
			resolve(false);
		};
		const cancelTimer = clock.startTimer(delayMs, () => {
			signal.removeEventListener('abort', onAbort);
			resolve(true);
		});
		signal.addEventListener('abort', onAbort, {once: true});
	});
}
