import {describe, expect, test} from 'vitest';
import type {ModelName} from '../../source/domain/ids.ts';
import type {Modelfile} from '../../source/domain/model-deed.ts';
import {failureText} from '../../source/theme/failure-text.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {anOllama} from '../helpers/ollama-client.ts';
import {until} from '../helpers/until.ts';

const {signal} = new AbortController();
const listener = {signal, onProgress: () => undefined};

async function namesOf({client}: Awaited<ReturnType<typeof anOllama>>): Promise<readonly string[]> {
	const listed = await client.listInstalled(signal);
	return listed.ok ? listed.value.map(({name}) => name).toSorted() : [];
}

async function loadedOf({client}: Awaited<ReturnType<typeof anOllama>>) {
	const listed = await client.listLoaded(signal);
	return listed.ok ? listed.value : [];
}

describe('a model of one node', () => {
	test('gets a second name, and loses the first one', async () => {
		const ollama = await anOllama();
		expect(await ollama.client.copyName({from: 'tiny', to: 'mine:1'}, signal)).toMatchObject({
			ok: true,
		});
		expect(await namesOf(ollama)).toEqual(['mine:1', 'tiny:latest']);
		expect(await ollama.client.remove('tiny', signal)).toMatchObject({ok: true});
		expect(await namesOf(ollama)).toEqual(['mine:1']);
	});

	test('that is not there can be neither removed, named nor loaded, and that is said', async () => {
		const {client} = await anOllama();
		const {copyName, load, remove} = client;
		const none = {model: 'none', keepAlive: undefined};
		for (const deed of [
			remove('none', signal),
			copyName({from: 'none', to: 'other'}, signal),
			load(none, signal),
		]) {
			const done = await deed;
			expect(done.ok ? '' : failureText(done.failure)).toMatch(/model .none. not found/);
		}
	});

	test('is loaded for as long as it is said, and leaves when it is told', async () => {
		const ollama = await anOllama();
		const {load, unload} = ollama.client;
		await load({model: 'tiny', keepAlive: -1}, signal);
		expect(await loadedOf(ollama)).toMatchObject([{name: 'tiny:latest', expiresWallMs: undefined}]);
		await load({model: 'tiny', keepAlive: '10m'}, signal);
		expect(await loadedOf(ollama)).toMatchObject([{expiresWallMs: expect.any(Number)}]);
		expect(await unload('tiny', signal)).toMatchObject({ok: true});
		await expect.poll(() => loadedOf(ollama)).toEqual([]);
	});

	test('that only embeds is loaded too, though it generates nothing', async () => {
		const models = [{name: 'embed', family: 'bert', capabilities: ['embedding']}];
		const ollama = await anOllama({models});
		expect(await ollama.client.load({model: 'embed', keepAlive: undefined}, signal)).toEqual({
			ok: true,
			value: undefined,
		});
		expect(await loadedOf(ollama)).toMatchObject([{name: 'embed:latest'}]);
	});

	test('that has no room in memory says so', async () => {
		const reason = 'model requires more system memory (9.1 GiB) than is available (4.2 GiB)';
		const {client} = await anOllama({faults: {loadError: reason}});
		expect(await client.load({model: 'tiny', keepAlive: undefined}, signal)).toMatchObject({
			failure: {kind: 'rejected', reason},
		});
	});

	test('is made from another one, with what its Modelfile says', async () => {
		const ollama = await anOllama();
		const modelfile: Modelfile = {
			...{from: 'tiny' as ModelName, files: [], adapters: []},
			...{system: 'You are a pirate.', template: undefined, license: 'MIT', extras: {}},
			parameters: {temperature: 0.2, stop: ['<end>']},
			messages: [{role: 'user', content: 'hello'}],
		};
		const made = await ollama.client.create({model: 'pirate', modelfile, ...noFiles}, listener);
		expect(made).toEqual({ok: true, value: {fetchedBytes: 0}});
		expect(await namesOf(ollama)).toEqual(['pirate:latest', 'tiny:latest']);
		expect(await ollama.client.showModel('pirate', signal)).toMatchObject({
			value: {
				system: 'You are a pirate.',
				license: 'MIT',
				parameters: expect.stringMatching(/temperature +0.2/),
			},
		});
		expect(ollama.server.requests.find(({path}) => path === '/api/create')?.body).toMatchObject({
			messages: [{role: 'user', content: 'hello'}],
			parameters: {stop: ['<end>']},
		});
	});

	test('is not made from one that is not there', async () => {
		const {client} = await anOllama();
		const modelfile: Modelfile = {
			...{from: 'none' as ModelName, files: [], adapters: []},
			...{system: undefined, template: undefined, license: undefined, extras: {}},
			...{parameters: {}, messages: []},
		};
		const made = await client.create({model: 'pirate', modelfile, ...noFiles}, listener);
		expect(made.ok ? '' : failureText(made.failure)).toContain("model 'none' not found");
	});
});

const noFiles = {files: {}, adapters: {}};

test.each([
	['removing', 30_000],
	['loading', 900_000],
] as const)('%s is given up where nothing is answered', async (what, limitMs) => {
	const clock = new FakeClock();
	const {client, server} = await anOllama({faults: {isHanging: true}}, clock);
	const deed =
		what === 'removing'
			? client.remove('tiny', signal)
			: client.load({model: 'tiny', keepAlive: undefined}, signal);
	await until(() => server.requests.length === 1);
	await clock.advance(limitMs);
	expect(await deed).toMatchObject({failure: {kind: 'timedOut', afterMs: limitMs}});
	await until(() => server.requests[0]?.isAborted === true);
});
