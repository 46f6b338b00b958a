import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from './scripted-engine.ts';
import {ask, serveOllama} from './serve.ts';

const named = (...names: readonly string[]) => names.map(name => ({name}));

test('a model is in memory from its first answer on, and goes when its time is over', async () => {
	const {client} = await serveOllama({keepAliveMs: 60_000});
	await client.chat({model: 'tiny', messages: ask('a')});
	const [loaded] = (await client.ps()).models;
	const leftMs = new Date(loaded?.expires_at ?? 0).getTime() - Date.now();

	expect(loaded).toMatchObject({name: 'tiny:latest', size_vram: 0, context_length: 2048});
	expect(leftMs).toBeGreaterThan(50_000);
	expect(leftMs).toBeLessThanOrEqual(60_000);

	await client.chat({model: 'tiny', messages: ask('a'), keep_alive: '2s'});
	expect((await client.ps()).models).toHaveLength(1);
	await expect.poll(async () => (await client.ps()).models).toEqual([]);
});

test('nothing to answer loads a model, and with keep_alive 0 unloads it', async () => {
	const {client} = await serveOllama({vramFraction: 0.5});
	const loaded = await client.chat({model: 'tiny', messages: [], keep_alive: -1});
	const [there] = (await client.ps()).models;
	const unloaded = await client.generate({model: 'tiny', prompt: '', keep_alive: 0});

	expect(loaded).toMatchObject({done: true, done_reason: 'load'});
	expect(there?.size_vram).toBe(Math.round((there?.size ?? 0) / 2));
	expect(new Date(there?.expires_at ?? 0).getFullYear()).toBeGreaterThan(2300);
	expect(unloaded).toMatchObject({done: true, done_reason: 'unload'});
	expect((await client.ps()).models).toEqual([]);
});

test('of too many models the idle one that stays least has to go', async () => {
	const {client} = await serveOllama({models: named('a', 'b', 'c'), maxLoaded: 2});
	await client.chat({model: 'a', messages: ask('x'), keep_alive: '10m'});
	await client.chat({model: 'b', messages: ask('x'), keep_alive: '5m'});
	await client.chat({model: 'c', messages: ask('x')});

	const names = (await client.ps()).models.map(({name}) => name);
	expect(names.toSorted()).toEqual(['a:latest', 'c:latest']);
});

test.each([
	['0.32.3', []],
	['0.32.4', ['tiny:latest']],
])('of %s the list of what is in memory has %j while a model is loaded', async (version, names) => {
	const engine = scriptedEngine({loadMs: 1500});
	const {client, server} = await serveOllama({engine, version});
	const answer = client.chat({model: 'tiny', messages: ask('x')});
	await until(() => server.requests.some(({path}) => path === '/api/chat'));

	expect((await client.ps()).models.map(({name}) => name)).toEqual(names);
	await answer;
});

test('one model is loaded after the other, and what is loaded does not wait for it', async () => {
	const engine = scriptedEngine({loadMs: 200});
	const {client} = await serveOllama({models: named('a', 'b', 'c'), engine});
	await client.chat({model: 'a', messages: ask('x')});
	const startMs = performance.now();
	const ended: string[] = [];
	const took = async (model: string): Promise<number> => {
		await client.chat({model, messages: ask('x')});
		ended.push(model);
		return performance.now() - startMs;
	};
	const [b, c] = await Promise.all([took('b'), took('c'), took('a')]);

	expect(ended[0]).toBe('a');
	expect(b).toBeGreaterThan(190);
	expect(c).toBeGreaterThan(390);
});

test('where too many wait for a load the next one is told to come again; who needs none is served', async () => {
	const engine = scriptedEngine({loadMs: 1000});
	const models = named('warm', 'a', 'b', 'c');
	const {client, server} = await serveOllama({models, engine, maxQueue: 1});
	await client.chat({model: 'warm', messages: ask('x')});
	const going = ['a', 'b'].map(model => client.chat({model, messages: ask('x')}));
	await until(() => server.requests.filter(({path}) => path === '/api/chat').length === 3);
	const third = client.chat({model: 'c', messages: ask('x')});

	await expect(third).rejects.toMatchObject({
		status_code: 503,
		error: 'server busy, please try again.  maximum pending requests exceeded',
	});
	expect((await client.chat({model: 'warm', messages: ask('x')})).done).toBe(true);
	expect((await Promise.all(going)).map(({done}) => done)).toEqual([true, true]);
});

test('as many answers at once as there are slots, the others wait and are never refused', async () => {
	const engine = scriptedEngine({tokensPerSecond: 20, reply: () => ({content: 'a b c d e'})});
	const {client, server} = await serveOllama({engine, numParallel: 2, maxQueue: 1});
	await client.chat({model: 'tiny', messages: []});
	const startMs = performance.now();
	const answers = Array.from({length: 6}, () => client.chat({model: 'tiny', messages: ask('x')}));
	await until(() => server.busy().answering === 2 && server.busy().waiting === 4);
	const done = await Promise.all(answers);

	expect(performance.now() - startMs).toBeGreaterThan(740);
	const last = done.toSorted((a, b) => a.total_duration - b.total_duration).at(-1);
	// The wait for a slot is in no duration but the total.
	expect((last?.total_duration ?? 0) - (last?.eval_duration ?? 0)).toBeGreaterThan(300e6);
	expect(last?.load_duration).toBeLessThan(300e6);
});

test('who goes while it waits for a slot is never given it', async () => {
	const reply = () => ({content: 'a '.repeat(30)});
	const {client, server} = await serveOllama({
		engine: scriptedEngine({tokensPerSecond: 100, reply}),
	});
	const first = client.chat({model: 'tiny', messages: ask('x')});
	await until(() => server.busy().answering === 1);
	const abort = new AbortController();
	const body = JSON.stringify({model: 'tiny', messages: ask('y')});
	const gone = fetch(`${server.url}/api/chat`, {method: 'POST', body, signal: abort.signal});
	await until(() => server.busy().waiting === 1);
	abort.abort();
	await gone.catch(() => undefined);
	await first;
	const next = await client.chat({model: 'tiny', messages: ask('z'), options: {num_predict: 1}});

	expect(next.done).toBe(true);
	expect(server.busy()).toEqual({answering: 0, waiting: 0});
});

test('another context length loads the model anew, once it is idle', async () => {
	const {client} = await serveOllama({engine: scriptedEngine({loadMs: 600})});
	await client.chat({model: 'tiny', messages: ask('x')});
	const other = await client.chat({model: 'tiny', messages: ask('x'), options: {num_ctx: 512}});
	const same = await client.chat({model: 'tiny', messages: ask('x'), options: {num_ctx: 512}});

	expect(other.load_duration).toBeGreaterThan(590e6);
	expect(same.load_duration).toBeLessThan(590e6);
	expect((await client.ps()).models).toMatchObject([{context_length: 512}]);
});

test('who goes while a model is loaded ends the load, and the next one has its turn', async () => {
	const {client, server} = await serveOllama({
		models: named('slow', 'other'),
		engine: scriptedEngine({loadMs: 2000}),
	});
	const abort = new AbortController();
	const gone = fetch(`${server.url}/api/chat`, {
		method: 'POST',
		body: JSON.stringify({model: 'slow', messages: ask('x')}),
		signal: abort.signal,
	}).catch((error: Error) => error.name);
	await until(() => server.requests.length === 1);
	await sleep(50);
	abort.abort();
	const startMs = performance.now();
	await client.chat({model: 'other', messages: ask('x')});

	expect(await gone).toBe('AbortError');
	// After a load that went on it would be four seconds.
	expect(performance.now() - startMs).toBeLessThan(3700);
	expect((await client.ps()).models.map(({name}) => name)).toEqual(['other:latest']);
	expect(server.requests[0]).toMatchObject({path: '/api/chat', isAborted: true});
});

test('who goes in mid-answer leaves the slot to the next', async () => {
	const reply = () => ({content: 'word '.repeat(1000)});
	const engine = scriptedEngine({tokensPerSecond: 100, reply});
	const {client, server} = await serveOllama({engine});
	const abort = new AbortController();
	const answer = await fetch(`${server.url}/api/chat`, {
		method: 'POST',
		body: JSON.stringify({model: 'tiny', messages: ask('x')}),
		signal: abort.signal,
	});
	const reader = answer.body?.getReader();
	await reader?.read();
	abort.abort();
	const next = await client.chat({model: 'tiny', messages: ask('x'), options: {num_predict: 1}});

	expect(next.done).toBe(true);
	expect(server.busy()).toEqual({answering: 0, waiting: 0});
});
