import {createServer} from 'node:net';
import {expect, it, onTestFinished} from 'vitest';
import {systemClock} from '../../source/transport/clock.ts';
import {getOver} from '../../source/transport/get-over.ts';
import {lookUpHost} from '../../source/transport/look-up-host.ts';
import {openTcp} from '../../source/transport/open-tcp.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {freePort} from '../../scripts/lab/free-port.ts';

const signal = new AbortController().signal;
const waiting = {clock: systemClock, signal, limitMs: 5000};

/** A server that answers every connection with this and closes it; undefined: it never says a word. */
async function serverSaying(answer: string | undefined): Promise<number> {
	const port = await freePort();
	const server = createServer(socket => {
		socket.on('error', () => undefined);
		socket.on('data', () => answer !== undefined && socket.end(answer));
	});
	await new Promise<void>(resolve => {
		server.listen(port, '127.0.0.1', resolve);
	});
	onTestFinished(() => void server.close());
	return port;
}

async function ask(answer: string | undefined, limitMs = 5000, stopping?: AbortSignal) {
	const port = await serverSaying(answer);
	const socket = await openTcp({host: '127.0.0.1', port}, waiting);
	const got = await getOver(socket.ok ? socket.value : expect.unreachable('nobody listens'), {
		...{path: '/x', clock: systemClock, where: 'there', limitMs, maxBytes: 100},
		signal: stopping ?? signal,
	});
	return got.ok ? got.value : got.failure;
}

it('connects, or says why not', async () => {
	const port = await serverSaying(undefined);
	const socket = await openTcp({host: 'localhost', port}, waiting);
	expect(socket.ok).toBe(true);
	if (socket.ok) {
		socket.value.destroy();
	}

	const gone = await freePort();
	for (const host of ['127.0.0.1', 'localhost']) {
		const address = {host, port: gone};
		expect(await openTcp(address, waiting)).toMatchObject({
			failure: {kind: 'refused', where: `${host}:${gone}`},
		});
	}

	const stopped = AbortSignal.abort();
	expect(await openTcp({host: '::1', port}, {...waiting, signal: stopped})).toMatchObject({
		failure: {kind: 'cancelled', where: `[::1]:${port}`},
	});
});

it('waits no longer than it may for a connection', async () => {
	const clock = new FakeClock();
	// Loopback answers at once, so the clock has to be faster still.
	const socket = openTcp({host: '127.0.0.1', port: await freePort()}, {clock, signal, limitMs: 0});
	await clock.advance(0);
	expect(await socket).toMatchObject({failure: {kind: 'timedOut', afterMs: 0}});
	expect(clock.timerCount).toBe(0);
});

it.each([
	['a whole answer', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi', {status: 200, body: 'hi'}],
	[
		'an answer in chunks',
		'HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n',
		{status: 404, body: 'hi'},
	],
	[
		'a long answer',
		`HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n${'x'.repeat(200)}`,
		{kind: 'tooLarge', limitBytes: 100},
	],
	['another protocol', 'SSH-2.0-OpenSSH\r\n', {kind: 'protocol', where: 'there'}],
	['an end without an answer', '', {kind: 'protocol', where: 'there'}],
])('%s to a GET over a stream is told', async (_, answer, expected) => {
	expect(await ask(answer)).toMatchObject(expected);
});

it('of an answer that does not come the time is told, and that it was stopped', async () => {
	expect(await ask(undefined, 50)).toMatchObject({kind: 'timedOut', afterMs: 50});
	expect(await ask(undefined, 5000, AbortSignal.abort())).toMatchObject({kind: 'cancelled'});
});

it('looks a name up as the system does, and waits no longer than it may', async () => {
	expect(await lookUpHost('localhost', waiting)).toMatchObject({ok: true});
	expect(await lookUpHost('127.0.0.2', waiting)).toEqual({ok: true, value: ['127.0.0.2']});
	expect(await lookUpHost('x'.repeat(70), waiting)).toMatchObject({
		failure: {kind: 'unreachable', where: 'x'.repeat(70)},
	});
	const clock = new FakeClock();
	const asked = lookUpHost('localhost', {clock, limitMs: 0});
	await clock.advance(0);
	expect(await asked).toMatchObject({failure: {kind: 'timedOut', afterMs: 0}});
});
