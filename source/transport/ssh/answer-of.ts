import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import {whenLost} from './when-lost.ts';

export type Question<Value> = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly where: string;
	/** The end of the connection that the answer would come over. */
	readonly lost: Promise<Failure>;
	readonly limitMs: number;
	/** What to do with an answer that comes when nobody waits any more. */
	readonly discard: (value: Value) => void;
	readonly failureOf: (error: Error) => Failure;
};

/** The answer to a question with a callback, bounded: ssh2 never calls back on a dead link, and throws on a closed one. */
export function answerOf<Value>(
	ask: (answer: (error: Error | undefined, value: Value) => void) => void,
	{clock, signal, where, lost, limitMs, discard, failureOf}: Question<Value>,
): Promise<Result<Value>> {
	return new Promise(resolve => {
		let isOver = false;
		const settle = (result: Result<Value>): void => {
			isOver = true;
			stopTimer();
			leave();
			signal.removeEventListener('abort', onAbort);
			resolve(result);
		};
		const onAbort = (): void => settle(failed({kind: 'cancelled', where}));
		const stopTimer = clock.startTimer(limitMs, () =>
			settle(failed({kind: 'timedOut', where, afterMs: limitMs})),
		);
		signal.addEventListener('abort', onAbort, {once: true});
		const leave = whenLost(lost, failure => settle(failed(failure)));
		if (signal.aborted) {
			onAbort();
			return;
		}

		try {
			ask((error, value) => {
				if (error !== undefined) {
					settle(failed(failureOf(error)));
				} else if (isOver) {
					discard(value);
				} else {
					settle(succeeded(value));
				}
			});
		} catch (error) {
			settle(failed(failureOf(error instanceof Error ? error : new Error(String(error)))));
		}
	});
}
