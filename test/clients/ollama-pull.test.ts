import {mkdirSync, readdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {Clock} from '../../source/domain/clock.ts';
import type {DeedProgress} from '../../source/domain/model-deed.ts';
import {failureText} from '../../source/theme/failure-text.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aRegistry} from '../helpers/a-registry.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {anOllama} from '../helpers/ollama-client.ts';
import {until} from '../helpers/until.ts';
import {readModelNamed} from '../ollama/model-store.ts';
import type {RegistryOptions} from '../ollama/registry.ts';
import type {OllamaOptions} from '../ollama/server.ts';

const megabyte = 2 ** 20;

type Plan = {
	readonly registry?: Partial<RegistryOptions>;
	readonly ollama?: OllamaOptions;
	readonly clock?: Clock;
};

/** A server without models, and a registry with one of 2 MiB. */
async function aPull({
	registry: quirks = {},
	ollama: options = {},
	clock = systemClock,
}: Plan = {}) {
	const registry = await aRegistry(2 * megabyte, quirks);
	const ollama = await anOllama({models: [], registryUrl: registry.url, ...options}, clock);
	const told: DeedProgress[] = [];
	const stopping = new AbortController();
	const pull = (model = 'big') =>
		ollama.client.pull({model}, {signal: stopping.signal, onProgress: one => told.push(one)});
	const failureOf = async (model?: string): Promise<Failure> => {
		const pulled = await pull(model);
		if (pulled.ok) {
			throw new Error('it was pulled');
		}

		return pulled.failure;
	};
	return {...ollama, registry, told, stopping, pull, failureOf};
}

const bytesOf = ({layers}: DeedProgress) =>
	layers.reduce((sum, {completedBytes}) => sum + completedBytes, 0);

describe('a pull', () => {
	test('tells its steps, its layers and its rate, and what came over the network', async () => {
		const {pull, told, registry, server} = await aPull({
			registry: {bytesPerSecond: megabyte},
		});
		const pulled = await pull();

		const steps = told.map(({step}) => step);
		expect([...new Set(steps)]).toEqual(['manifest', 'layers', 'verifying', 'writing']);
		const bytes = told.map(bytesOf);
		expect(bytes).toEqual(bytes.toSorted((one, other) => one - other));
		expect(told.at(-1)?.layers[0]).toEqual({
			digest: expect.stringMatching(/^[0-9a-f]{12}$/),
			totalBytes: 2 * megabyte,
			completedBytes: 2 * megabyte,
		});
		const rate = told.findLast(({bytesPerSecond}) => bytesPerSecond !== undefined)?.bytesPerSecond;
		expect(rate).toBeGreaterThan(megabyte / 4);
		expect(rate).toBeLessThan(2 * megabyte);
		expect(pulled).toMatchObject({ok: true, value: {fetchedBytes: expect.any(Number)}});
		const fetched = pulled.ok ? pulled.value.fetchedBytes : 0;
		expect(fetched).toBeGreaterThan(1.5 * megabyte);
		expect(fetched).toBeLessThanOrEqual(registry.sentBytes());
		expect(readModelNamed(server.folder, 'big')?.digest).toBe(
			readModelNamed(registry.folder, 'big')?.digest,
		);
	});

	test('whose link is given up in the middle says that, and not what the library calls it', async () => {
		const {failureOf, told, http} = await aPull({registry: {bytesPerSecond: megabyte}});
		const failure = failureOf();
		await until(() => told.some(({layers}) => layers.length > 0));
		http.close();

		expect(failureText(await failure)).toBe(
			'test: Ollama: the connection broke off. Is it switched on, and is the network there?',
		);
	});

	test('has each layer whole once the next begins: Ollama does not tell that it is', async () => {
		const {pull, told} = await aPull({registry: {bytesPerSecond: 4 * megabyte}});
		await pull();
		const layers = told.filter(({step}) => step === 'verifying').at(-1)?.layers ?? [];

		expect(layers.length).toBeGreaterThan(0);
		expect(layers.map(layer => layer.completedBytes)).toEqual(
			layers.map(layer => layer.totalBytes),
		);
	});

	test('of what is there fetches nothing', async () => {
		const {pull, registry} = await aPull();
		await pull();
		const before = registry.sentBytes();

		expect(await pull()).toEqual({ok: true, value: {fetchedBytes: 0}});
		expect(registry.sentBytes()).toBe(before);
	});

	test('that broke off twenty times went on each time where it was: hardly a byte came twice', async () => {
		const {pull, registry} = await aPull({registry: {faults: {diesAfter: 100_000}}});
		let tries = 1;
		while (!(await pull()).ok && tries < 60) {
			tries += 1;
		}

		expect(tries).toBeGreaterThan(20);
		expect(registry.sentBytes() / (2 * megabyte)).toBeLessThan(1.05);
	});

	test('that is stopped ends the download, and goes on from there the next time', async () => {
		const {pull, told, stopping, registry, server, client} = await aPull({
			registry: {bytesPerSecond: megabyte},
		});
		const pulling = pull();
		await until(() => told.some(progress => bytesOf(progress) > megabyte / 2));
		stopping.abort();

		expect(await pulling).toMatchObject({ok: false, failure: {kind: 'cancelled'}});
		await until(() => server.requests.at(-1)?.isAborted === true);
		await sleep(100);
		const sent = registry.sentBytes();
		await sleep(200);
		expect(registry.sentBytes()).toBe(sent);
		const {signal} = new AbortController();
		expect(await client.pull({model: 'big'}, {signal, onProgress: () => undefined})).toMatchObject({
			ok: true,
		});
		expect(registry.sentBytes() / (2 * megabyte)).toBeLessThan(1.05);
	});
});

describe('a pull that fails says why', () => {
	test('no such model', async () => {
		const {failureOf} = await aPull();
		expect(failureText(await failureOf('none:7b'))).toBe(
			'test: Ollama: the registry has no none:7b. Check its name, and the tag behind the colon.',
		);
	});

	test('no way to the registry', async () => {
		const {failureOf} = await aPull({ollama: {registryUrl: 'http://127.0.0.1:9'}});
		expect(failureText(await failureOf())).toMatch(
			/^test: Ollama: it does not reach the registry: .+\. Is that node on the internet\?/,
		);
	});

	test('a registry that stops sending', async () => {
		const {failureOf} = await aPull({registry: {faults: {diesAfter: megabyte}}});
		expect(failureText(await failureOf())).toBe(
			'test: Ollama: the registry stopped sending: unexpected EOF. What came stays: do it again, and it goes on from there.',
		);
	});

	test('an Ollama that is too old', async () => {
		const {failureOf} = await aPull({registry: {faults: {isTooNew: true}}});
		expect(await failureOf()).toEqual({
			kind: 'unsupported',
			where: 'test: Ollama',
			reason: 'this Ollama is too old for big. Update it: https://ollama.com/download',
		});
	});

	test('other bytes than were promised: the model is not there', async () => {
		const {failureOf, server} = await aPull({registry: {faults: {isLying: true}}});
		expect(failureText(await failureOf())).toContain('it was thrown away. Do it again.');
		expect(readModelNamed(server.folder, 'big')).toBeUndefined();
	});

	test('a full disk', async () => {
		const {failureOf, server, registry} = await aPull();
		fillDisk(server.folder, registry.folder);
		const failure = await failureOf();
		expect(failure).toEqual({
			...{kind: 'diskFull', where: 'test: Ollama'},
			folder: server.folder,
		});
		expect(failureText(failure)).toBe(
			`test: Ollama: the disk is full in ${server.folder}. Free some space and try again.`,
		);
	});

	test('an Ollama that is gone in the middle', async () => {
		const {pull, told, server} = await aPull({registry: {bytesPerSecond: megabyte}});
		const pulling = pull();
		await until(() => told.some(progress => bytesOf(progress) > 0));
		await server.setFaults({isRefusing: true});
		expect(await pulling).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
	});

	test('one that has not a word to say for a minute', async () => {
		const clock = new FakeClock();
		const {failureOf, server} = await aPull({clock, ollama: {faults: {isHanging: true}}});
		const failure = failureOf();
		await until(() => server.requests.length === 1);
		await clock.advance(59_999);
		await clock.advance(1);
		expect(await failure).toMatchObject({kind: 'timedOut', afterMs: 60_000});
		await until(() => server.requests.at(-1)?.isAborted === true);
	});

	test('a download that stands still for two minutes, while it tells on and on where it stands', async () => {
		const clock = new FakeClock();
		const {failureOf, told} = await aPull({
			clock,
			registry: {faults: {stallsAfter: megabyte}},
		});
		const failure = failureOf();
		await until(() => told.some(progress => bytesOf(progress) > 0));
		for (let advanced = 0; advanced < 4; advanced += 1) {
			const {length} = told;
			await until(() => told.length > length);
			await clock.advance(30_000);
		}

		expect(await failure).toMatchObject({kind: 'timedOut', afterMs: 120_000});
	});
});

/** What is written to the first blob has no room. */
function fillDisk(folder: string, registry: string): void {
	mkdirSync(join(folder, 'blobs'), {recursive: true});
	for (const name of readdirSync(join(registry, 'blobs'))) {
		symlinkSync('/dev/full', join(folder, 'blobs', `${name}-partial`));
	}
}
