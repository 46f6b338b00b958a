import type {Clock} from '../domain/clock.ts';

export type Rest = {
	/** Undefined or infinite: until it is woken or aborted. */
	readonly delayMs: number | undefined;
	readonly signal: AbortSignal;
	/** Is told how the rest is ended, and after it something that does nothing. */
	readonly onRest: (wake: () => void) => void;
};

/** Resolves when the time is over, when it is aborted, or when what it hands out is called. */
export function rest({startTimer}: Clock, {delayMs, signal, onRest}: Rest): Promise<void> {
	return new Promise(resolve => {
		const end = (): void => {
			cancelTimer?.();
			signal.removeEventListener('abort', end);
			onRest(() => undefined);
			resolve();
		};
		const isTimed = delayMs !== undefined && Number.isFinite(delayMs);
		const cancelTimer = isTimed ? startTimer(delayMs, end) : undefined;
		signal.addEventListener('abort', end, {once: true});
		onRest(end);
	});
}
