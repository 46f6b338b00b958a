import type {Clock} from '../domain/clock.ts';

/** Resolves when the time is over, or when it is aborted; at once where there is none. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
	if (ms <= 0 || signal.aborted) {
		return;
	}

	await new Promise<void>(resolve => {
		const end = (): void => {
			cancelTimer();
			signal.removeEventListener('abort', end);
			resolve();
		};
		const cancelTimer = clock.startTimer(ms, end);
		signal.addEventListener('abort', end, {once: true});
	});
}
