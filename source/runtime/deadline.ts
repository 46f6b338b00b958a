import type {Clock} from '../domain/clock.ts';
import {failed, type Result} from '../domain/result.ts';

export type Deadline = {
	readonly clock: Clock;
	readonly where: string;
	/** Asked for each question. */
	readonly limitMs: () => number;
};

type Ask<Value> = (signal: AbortSignal) => Promise<Result<Value>>;

/**
 * Bounds a question to the world: after the limit the answer is `timedOut` and the question's signal is aborted; when
 * `signal` aborts it is `cancelled` at once. A question that then still hangs is not asked again until it has ended, so
 * nothing piles up behind it.
 */
export function withDeadline<Value>(ask: Ask<Value>, deadline: Deadline): Ask<Value> {
	let isPending = false;
	const {clock, where} = deadline;
	return async signal => {
		const limitMs = deadline.limitMs();
		const timedOut = failed({kind: 'timedOut', where, afterMs: limitMs});
		if (signal.aborted) {
			return failed({kind: 'cancelled', where});
		}

		if (isPending) {
			return timedOut;
		}

		isPending = true;
		const controller = new AbortController();
		const answer = ask(controller.signal).finally(() => {
			isPending = false;
		});
		let release = (): void => undefined;
		const limit = new Promise<Result<Value>>(resolve => {
			const onAbort = (): void => {
				resolve(failed({kind: 'cancelled', where}));
				controller.abort();
			};
			const cancelTimer = clock.startTimer(limitMs, () => {
				resolve(timedOut);
				controller.abort();
			});
			signal.addEventListener('abort', onAbort, {once: true});
			release = () => {
				cancelTimer();
				signal.removeEventListener('abort', onAbort);
			};
		});
		try {
			return await Promise.race([answer, limit]);
		} finally {
			release();
		}
	};
}
