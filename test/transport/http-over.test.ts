import {once} from 'node:events';
import {createServer} from 'node:http';
import {type AddressInfo, connect, type Socket} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {failed, succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {FailureError} from '../../source/transport/failure-error.ts';
import {httpOver} from '../../source/transport/http-over.ts';
import {until} from '../helpers/until.ts';

const question = {lane: 'question', method: 'GET', headers: {}, body: undefined} as const;
const url = 'http://127.0.0.1:80/api/version';
const {signal} = new AbortController();

test('the stream that told that somebody answers is the one that is asked over', async () => {
	const {http, sockets} = await aServer();
	const response = await http.fetch(url, {...question, signal});
	expect(await response.text()).toBe('yes');
	expect(sockets).toHaveLength(1);
});

test('the stream that was opened to see whether somebody listens is asked over next', async () => {
	const {http, sockets, refuse} = await aServer();
	refuse(true);
	await expect(http.reach(signal)).rejects.toMatchObject({failure: {kind: 'refused'}});
	refuse(false);
	await http.reach(signal);
	expect((await http.fetch(url, {...question, signal})).status).toBe(200);
	expect(sockets).toHaveLength(1);
});

test('where nobody answers the next question tries again', async () => {
	const refusal = {kind: 'refused', where: 'pi-1'} as const;
	const {http, refuse} = await aServer();
	refuse(true);
	const refused = http.fetch(url, {...question, signal});
	await expect(refused).rejects.toMatchObject({failure: refusal});
	await expect(refused).rejects.toBeInstanceOf(FailureError);
	refuse(false);
	expect((await http.fetch(url, {...question, signal})).status).toBe(200);
});

test('a first stream that is gone before it is asked over is replaced', async () => {
	const {http, sockets} = await aServer({
		onOpened(socket, count) {
			if (count === 1) {
				socket.destroy(new Error('reset by the node'));
			}
		},
	});
	const response = await http.fetch(url, {...question, signal});
	expect(await response.text()).toBe('yes');
	expect(sockets).toHaveLength(2);
});

test('who gives up is not kept by a node that lets everybody wait', async () => {
	const stopping = new AbortController();
	const http = httpOver({
		...{where: 'pi-1', clock: systemClock, mostStreams: {question: 2, answer: 2, version: 2}},
		open: () => new Promise(() => undefined),
	});
	onTestFinished(() => http.close());
	const asked = http.fetch(url, {...question, signal: stopping.signal});
	stopping.abort(new Error('given up'));
	await expect(asked).rejects.toThrow('given up');
});

test('a connection that is lost while its stream is opened is lost, not given up by who asks', async () => {
	const http = httpOver({
		...{where: 'pi-1', clock: systemClock, mostStreams: {question: 2, answer: 2, version: 2}},
		open: opening =>
			new Promise(resolve => {
				const end = () => resolve(failed({kind: 'cancelled', where: 'pi-1'}));
				opening.addEventListener('abort', end, {once: true});
			}),
	});
	const asked = http.fetch(url, {...question, signal});
	http.close();
	await expect(asked).rejects.toMatchObject({
		failure: {kind: 'unreachable', where: 'pi-1', reason: 'its connection was lost'},
	});
});

test('what is closed before it was asked over leaves no stream open', async () => {
	const stopping = new AbortController();
	const {http, sockets} = await aServer({onOpened: () => stopping.abort(new Error('given up'))});
	const asked = http.fetch(url, {...question, signal: stopping.signal});
	await expect(asked).rejects.toThrow('given up');
	expect(sockets.map(({destroyed}) => destroyed)).toEqual([false]);
	http.close();
	await until(() => sockets.every(({destroyed}) => destroyed));
});

type ServerOptions = {
	/** `count`: with this one. */
	readonly onOpened?: (socket: Socket, count: number) => void;
};

async function aServer({onOpened = () => undefined}: ServerOptions = {}) {
	const server = createServer((_request, response) => response.end('yes'));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const sockets: Socket[] = [];
	let isRefused = false;
	const http = httpOver({
		...{where: 'pi-1', clock: systemClock, mostStreams: {question: 2, answer: 2, version: 2}},
		async open() {
			if (isRefused) {
				return failed({kind: 'refused', where: 'pi-1'});
			}

			const socket = connect(port, '127.0.0.1');
			await once(socket, 'connect');
			sockets.push(socket);
			onOpened(socket, sockets.length);
			return succeeded(socket);
		},
	});
	onTestFinished(async () => {
		http.close();
		server.closeAllConnections();
		await new Promise(resolve => server.close(resolve));
	});
	return {
		http,
		sockets,
		refuse(now: boolean): void {
			isRefused = now;
		},
	};
}
