import {createConnection, type Socket} from 'node:net';
import type {Clock} from '../domain/clock.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

export type TcpAddress = {readonly host: string; readonly port: number};

export type TcpWait = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** For the look-up of the name and the connection together. */
	readonly limitMs: number;
};

/** A TCP connection. Failures: `refused`, `unreachable`, `timedOut`, `cancelled`; `where` is `host:port`. */
export function openTcp(
	{host, port}: TcpAddress,
	{clock, signal, limitMs}: TcpWait,
): Promise<Result<Socket>> {
	const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
	if (signal.aborted) {
		return Promise.resolve(failed({kind: 'cancelled', where}));
	}

	return new Promise(resolve => {
		const socket = createConnection({host, port});
		const settle = (result: Result<Socket>): void => {
			stopTimer();
			signal.removeEventListener('abort', onAbort);
			// From now on errors are those of who uses it, who may destroy it with one of their own.
			socket.off('error', onError).on('error', () => undefined);
			if (!result.ok) {
				socket.destroy();
			}

			resolve(result);
		};
		const onError = (error: Error): void => settle(failed(failureOfError(firstOf(error), where)));
		const onAbort = (): void => settle(failed({kind: 'cancelled', where}));
		const stopTimer = clock.startTimer(limitMs, () =>
			settle(failed({kind: 'timedOut', where, afterMs: limitMs})),
		);
		signal.addEventListener('abort', onAbort, {once: true});
		socket.on('connect', () => settle(succeeded(socket)));
		socket.on('error', onError);
	});
}

/** Of a name with several addresses all were tried: the first says it best. */
function firstOf(error: Error): unknown {
	return error instanceof AggregateError ? error.errors[0] : error;
}
