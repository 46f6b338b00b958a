import type {Duplex} from 'node:stream';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, succeeded} from '../../domain/result.ts';
import type {Listen} from '../serve-http.ts';
import {answerOf} from './answer-of.ts';
import {asSocket} from './ssh2-channels.ts';
import type {LoggedIn} from './ssh2-client.ts';
import {listeningRefused} from './sshd-refusal.ts';

const loopback = '127.0.0.1';
const openMs = 10_000;
/** How long sshd may take to give the port back. */
const closeMs = 2000;

export type Ssh2Listening = {
	readonly loggedIn: LoggedIn;
	readonly where: string;
	readonly clock: Clock;
};

/** Ports of the node's own loopback, over one login: RFC 4254, 7.1. Failures: `denied` where sshd forbids it. */
export function createSsh2Listen({loggedIn: {client, lost}, where, clock}: Ssh2Listening): Listen {
	const takers = new Map<number, (stream: Duplex) => void>();
	const ask = {where, clock, lost, failureOf: (): Failure => refused(where)};
	client.on('tcp connection', ({destPort}, accept, reject) => {
		const take = takers.get(destPort);
		if (take === undefined) {
			reject();
			return;
		}

		take(asSocket(accept()));
	});
	return async (onStream, signal) => {
		const bound = await answerOf<number>(answer => client.forwardIn(loopback, 0, answer), {
			...{...ask, signal, limitMs: openMs},
			discard: port => forget(client, port),
		});
		if (!bound.ok) {
			return bound;
		}

		const port = bound.value;
		if (port === 0) {
			return failed({kind: 'protocol', where, problem: 'it tells no port to listen on'});
		}

		takers.set(port, onStream);
		return succeeded({
			port,
			async close() {
				if (!takers.delete(port)) {
					return;
				}

				await answerOf<undefined>(
					answer =>
						client.unforwardIn(loopback, port, error => answer(error ?? undefined, undefined)),
					{...ask, signal: neverAborted, limitMs: closeMs, discard: () => undefined},
				);
			},
		});
	};
}

const neverAborted = new AbortController().signal;

function forget(client: LoggedIn['client'], port: number): void {
	client.unforwardIn(loopback, port, () => undefined);
}

function refused(where: string): Failure {
	return {kind: 'denied', where, reason: listeningRefused};
}
