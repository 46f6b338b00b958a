import {request} from 'node:http';
import type {Duplex} from 'node:stream';
import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';

export type HttpQuestion = {
	readonly path: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly where: string;
	readonly limitMs: number;
	readonly maxBytes: number;
};

export type HttpAnswer = {readonly status: number; readonly body: string};

/**
 * One GET over a stream that is open already, which is closed then. The host is said to be 127.0.0.1: Ollama answers
 * 403 to names that it does not know. Failures: `protocol`, `tooLarge`, `timedOut`, `cancelled`.
 */
export function getOver(
	stream: Duplex,
	{path, clock, signal, where, limitMs, maxBytes}: HttpQuestion,
): Promise<Result<HttpAnswer>> {
	return new Promise(resolve => {
		const settle = (result: Result<HttpAnswer>): void => {
			stopTimer();
			signal.removeEventListener('abort', onAbort);
			stream.destroy();
			resolve(result);
		};
		const fail = (failure: Failure): void => settle(failed(failure));
		const onAbort = (): void => fail({kind: 'cancelled', where});
		const stopTimer = clock.startTimer(limitMs, () =>
			fail({kind: 'timedOut', where, afterMs: limitMs}),
		);
		const onError = ({message}: Error): void => fail({kind: 'protocol', where, problem: message});
		signal.addEventListener('abort', onAbort, {once: true});
		const headers = {host: '127.0.0.1', connection: 'close'};
		const asked = request({path, headers, createConnection: () => stream});
		asked.on('error', onError);
		asked.on('response', response => {
			let body = '';
			response.setEncoding('utf8');
			response.on('error', onError);
			response.on('data', (text: string) => {
				body += text;
				if (body.length > maxBytes) {
					fail({kind: 'tooLarge', where, limitBytes: maxBytes});
				}
			});
			response.on('end', () => settle(succeeded({status: response.statusCode ?? 0, body})));
		});
		asked.end();
		if (signal.aborted) {
			onAbort();
		}
	});
}
