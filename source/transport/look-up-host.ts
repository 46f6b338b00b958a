import {lookup} from 'node:dns/promises';
import type {Clock} from '../domain/clock.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import {settledWithin} from './settled-within.ts';

/**
 * The addresses of a host as getaddrinfo(3) tells them: /etc/hosts, mDNS and DNS in the order of this machine. A lookup
 * cannot be stopped; after the time it is no longer waited for. Failures: `unreachable` (no such name), `timedOut`.
 */
export async function lookUpHost(
	host: string,
	{clock, limitMs}: {readonly clock: Clock; readonly limitMs: number},
): Promise<Result<readonly string[]>> {
	let answer: Result<readonly string[]> = failed({
		kind: 'timedOut',
		where: host,
		afterMs: limitMs,
	});
	const asked = lookup(host, {all: true}).then(
		addresses => {
			answer = succeeded(addresses.map(({address}) => address));
		},
		(error: unknown) => {
			answer = failed(failureOfError(error, host));
		},
	);
	await settledWithin(asked, limitMs, clock);
	return answer;
}
