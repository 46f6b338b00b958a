import {createServer} from 'node:net';
import type {ServedPort} from '../domain/node-server.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import type {Listen} from './serve-http.ts';

/** A port of this machine's own 127.0.0.1 that is free. */
export const listenHere: Listen = (onStream, signal) =>
	listenAt({host: '127.0.0.1', port: 0}, onStream, signal);

type ListenPlace = {readonly host: string; readonly port: number} | {readonly path: string};

/** `port` of a socket that is a file is 0. What is open stays so when it is closed. */
export function listenAt(
	place: ListenPlace,
	onStream: Parameters<Listen>[0],
	signal: AbortSignal,
): Promise<Result<ServedPort>> {
	const where = 'path' in place ? place.path : `${place.host}:${place.port}`;
	if (signal.aborted) {
		return Promise.resolve(failed({kind: 'cancelled', where}));
	}

	const server = createServer(onStream);
	const close = async (): Promise<void> => void server.close();
	return new Promise(resolve => {
		server.once('error', error => resolve(failed(failureOfError(error, where))));
		server.listen(place, () => {
			const address = server.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			resolve(succeeded({port, close}));
		});
	});
}
