import {readFileSync} from 'node:fs';
import {kill} from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {createOllamaClient} from '../../source/clients/create-ollama-client.ts';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import {openSshProbe} from '../../source/clients/ssh-probe.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {expectValue, linkTo} from '../helpers/logged-in.ts';
import {anOllama, aQuestion} from '../helpers/ollama-client.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';
import {until} from '../helpers/until.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';

const {signal} = new AbortController();

test.each([
	['over ssh', (sshd: Sshd) => overSsh(sshd)],
	['on this machine', () => openLocalProbe(systemClock)],
])('Ollama %s is asked on its own loopback, and answers', async (_name, open) => {
	const {server, client} = await reached(open);
	expect(await client.readVersion(signal)).toEqual({ok: true, value: '0.12.6'});
	const pieces: string[] = [];
	const outcome = await client.chat(aQuestion('hello'), {
		signal,
		onPiece: piece => pieces.push(piece.type),
	});
	expect(outcome).toMatchObject({ok: true});
	expect(pieces.length).toBeGreaterThan(1);
	expect(server.requests.map(({headers}) => headers.host)).toEqual(['127.0.0.1', '127.0.0.1']);
});

test.each([
	['over ssh', (sshd: Sshd) => overSsh(sshd)],
	['on this machine', () => openLocalProbe(systemClock)],
])('another server that has the port %s is told from an Ollama', async (_name, open) => {
	for (const [otherServer, waitMs] of [
		['web', 0],
		['ssh', 0],
		// It speaks first: its words are there before it is asked.
		['ssh', 200],
	] as const) {
		const {client, probe, server} = await reached(open, {faults: {otherServer}});
		await probe.openHttp(server.port).reach(signal);
		await pause(waitMs);
		expect(await client.readVersion(signal)).toMatchObject({
			failure: {kind: 'unsupported', reason: expect.stringContaining('is not Ollama')},
		});
	}
});

test('asking over ssh listens on no port of this machine', async () => {
	const {client} = await reached(overSsh);
	const listeners = (): number =>
		process.getActiveResourcesInfo().filter(name => /Server/.test(name)).length;
	const before = listeners();
	expect(before).toBeGreaterThan(0);
	expect(await client.readVersion(signal)).toMatchObject({ok: true});
	expect(listeners()).toBe(before);
});

test('where nobody listens it is refused, and says where', async () => {
	const {server, client, where} = await reached(overSsh);
	await server.close();
	expect(await client.readVersion(signal)).toEqual({
		ok: false,
		failure: {kind: 'refused', where: expect.stringContaining(`-> 127.0.0.1:${server.port}`)},
	});
	expect(where).toBe('pi-1: Ollama');
});

test('where sshd forbids to forward, that is said with its remedy', async () => {
	const {client} = await reached(overSsh, {}, ['DisableForwarding yes']);
	expect(await client.readVersion(signal)).toMatchObject({
		failure: {kind: 'denied', reason: expect.stringContaining('AllowTcpForwarding')},
	});
});

test('a connection that is lost in mid-answer is told at once, and a closed probe ends what is asked', async () => {
	for (const isKilled of [true, false]) {
		const {client, probe, sshd} = await reached(overSsh, {faults: {stallAfter: 1}});
		const pieces: string[] = [];
		const outcome = client.chat(aQuestion('one two three'), {
			signal,
			onPiece: piece => pieces.push(piece.type),
		});
		await until(() => pieces.length === 1);
		const fromMs = performance.now();
		if (isKilled) {
			for (const pid of sessionsOf(sshd)) {
				kill(pid, 'SIGKILL');
			}
		} else {
			probe.close();
		}

		expect(await outcome).toMatchObject({
			failure: {phase: 'streaming', failure: {kind: 'unreachable'}},
		});
		expect(performance.now() - fromMs).toBeLessThan(5000);
	}
});

test('one that answers as many as it has slots for is no silent one', async () => {
	const slots = 40;
	const {server, client} = await reached(overSsh, {numParallel: slots, faults: {stallAfter: 1}});
	const stopping = new AbortController();
	let streaming = 0;
	const answers = Array.from({length: slots}, () =>
		client.chat(aQuestion('one two three'), {
			signal: stopping.signal,
			onPiece() {
				streaming += 1;
			},
		}),
	);
	await until(() => streaming === slots);
	expect(await client.readVersion(signal)).toMatchObject({ok: true});
	expect(await client.listLoaded(signal)).toMatchObject({value: [{name: 'tiny:latest'}]});
	expect(server.requests.length).toBe(slots + 2);
	stopping.abort();
	await Promise.all(answers);
});

test('answers that hold all streams they may have leave those of the questions alone', async () => {
	const {server, client} = await anOllama({numParallel: 8, faults: {stallAfter: 1}});
	const stopping = new AbortController();
	let streaming = 0;
	const answers = Array.from({length: 9}, () =>
		client.chat(aQuestion('one two three'), {
			signal: stopping.signal,
			onPiece() {
				streaming += 1;
			},
		}),
	);
	await until(() => streaming === 8);
	expect(await client.readVersion(signal)).toMatchObject({ok: true});
	expect(server.requests.filter(({path}) => path === '/api/chat')).toHaveLength(8);
	stopping.abort();
	await Promise.all(answers);
});

test('lists that wait for a load keep nobody from asking whether Ollama lives', async () => {
	const {server, client} = await anOllama({version: '0.32.4', faults: {loadMs: 60_000}});
	const stopping = new AbortController();
	const asking = {signal: stopping.signal, onPiece: () => undefined};
	const answer = client.chat(aQuestion('hello'), asking);
	await until(() => server.requests.length === 1);
	const lists = Array.from({length: 5}, () => client.listLoaded(stopping.signal));
	await until(() => server.requests.filter(({path}) => path === '/api/ps').length === 2);
	const soon = AbortSignal.timeout(3000);
	expect(await client.readVersion(soon)).toEqual({ok: true, value: '0.32.4'});
	stopping.abort();
	await Promise.all([answer, ...lists]);
});

test('connections that end with an answer make room for others', async () => {
	const models = ['a', 'b', 'c', 'd'].map(name => ({name}));
	const {client} = await reached(overSsh, {models});
	for (const {name} of models) {
		expect(await client.remove(name, AbortSignal.timeout(5000))).toMatchObject({ok: true});
	}

	expect(await client.listInstalled(AbortSignal.timeout(5000))).toEqual({ok: true, value: []});
});

type Open = (sshd: Sshd) => Promise<NodeProbe>;

async function reached(open: Open, options: OllamaOptions = {}, config: readonly string[] = []) {
	const server: OllamaServer = await startOllama(options);
	const sshd = await startSshd({config});
	const probe = await open(sshd);
	onTestFinished(async () => {
		probe.close();
		await server.close();
	});
	const where = 'pi-1: Ollama';
	const http = probe.openHttp(server.port);
	expect(probe.openHttp(server.port)).toBe(http);
	return {
		server,
		sshd,
		probe,
		where,
		client: createOllamaClient({http, where, clock: systemClock}),
	};
}

async function overSsh(sshd: Sshd): Promise<NodeProbe> {
	const link = await linkTo(sshd);
	const parts = {where: 'pi-1', clock: systemClock, signal, deadlineMs: 20_000};
	return expectValue(await openSshProbe(link, parts));
}

function sessionsOf({pid}: Sshd): readonly number[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
	return children.split(' ').map(Number);
}
