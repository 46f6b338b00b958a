import type {Clock} from '../domain/clock.ts';

/** Resolves after the time, or at once when aborted. */
export function pause(durationMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		const finish = (): void => {
			cancelTimer();
			signal.removeEventListener('abort', finish);
			resolve();
		};
		const cancelTimer = clock.startTimer(durationMs, finish);
		signal.addEventListener('abort', finish, {once: true});
		if (signal.aborted) {
			finish();
		}
	});
}
