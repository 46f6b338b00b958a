import {createServer} from 'node:net';
import {expect, it, onTestFinished} from 'vitest';
import {systemClock} from '../../source/transport/clock.ts';
import {lookUpHost} from '../../source/transport/look-up-host.ts';
import {openTcp} from '../../source/transport/open-tcp.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {freePort} from '../../scripts/lab/free-port.ts';

const signal = new AbortController().signal;
const waiting = {clock: systemClock, signal, limitMs: 5000};

/** A server that takes every connection and never says a word. */
async function silentServer(): Promise<number> {
	const port = await freePort();
	const server = createServer(socket => socket.on('error', () => undefined));
	await new Promise<void>(resolve => {
		server.listen(port, '127.0.0.1', resolve);
	});
	onTestFinished(() => void server.close());
	return port;
}

it('connects, or says why not', async () => {
	const port = await silentServer();
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
