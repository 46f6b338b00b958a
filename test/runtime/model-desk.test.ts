import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedStage} from '../../source/domain/model-deed.ts';
import {succeeded} from '../../source/domain/result.ts';
import {aRegistry} from '../helpers/a-registry.ts';
import {aDeed, aModelDesk} from '../helpers/model-desk.ts';
import {until} from '../helpers/until.ts';
import {readModelNamed} from '../ollama/model-store.ts';

const megabyte = 2 ** 20;

const isWorking = (stage: DeedStage | undefined): boolean =>
	stage?.state === 'working' && stage.progress.layers.some(layer => layer.completedBytes > 0);

const digestOf = (folder: string, name: string) => readModelNamed(folder, name)?.digest;

describe('a pull', () => {
	test('is told four times a second, and ends with the digest of the registry; the lists are read anew', async () => {
		const registry = await aRegistry(2 * megabyte, {bytesPerSecond: 2 * megabyte});
		const {does, stagesOf, installedOf} = await aModelDesk([
			{models: [], registryUrl: registry.url},
		]);
		const startedMs = performance.now();
		const end = await does(aDeed('pull', {model: 'big'}));
		const tookMs = performance.now() - startedMs;

		expect(end).toMatchObject({
			state: 'done',
			result: {digest: digestOf(registry.folder, 'big'), wasThere: false},
		});
		const stages = stagesOf(1);
		expect(stages[0]).toMatchObject({state: 'working', progress: {step: 'asking'}});
		expect(stages.length).toBeGreaterThan(4);
		// A second on a machine that does nothing else; and the steps before the layers and after them.
		expect(stages.length).toBeLessThan(tookMs / 250 + 8);
		await until(() => installedOf('n1')?.includes('big:latest' as ModelName) === true);
	});

	test('of what is there says that nothing had to be done', async () => {
		const registry = await aRegistry(megabyte);
		const {does} = await aModelDesk([{models: [], registryUrl: registry.url}]);
		await does(aDeed('pull', {model: 'big'}));
		expect(await does(aDeed('pull', {model: 'big'}))).toMatchObject({
			state: 'done',
			result: {wasThere: true, fetchedBytes: 0},
		});
	});

	test('that fails says why, and ends no other: a node that is lost takes its own with it', async () => {
		const registry = await aRegistry(2 * megabyte, {bytesPerSecond: megabyte});
		const plan = {models: [], registryUrl: registry.url};
		const {start, stagesOf, endOf, servers} = await aModelDesk([plan, plan]);
		const [here = 0, there = 0] = start(
			aDeed('pull', {model: 'big'}),
			aDeed('pull', {node: 'n2', model: 'big'}),
		);
		await until(() => isWorking(stagesOf(here).at(-1)) && isWorking(stagesOf(there).at(-1)));
		await servers[0]?.setFaults({isRefusing: true});

		expect(await endOf(here)).toMatchObject({state: 'failed', failure: {kind: 'unreachable'}});
		expect(await endOf(there)).toMatchObject({state: 'done'});
	});

	test('waits while two others of its node are at work, which are its transfers alone', async () => {
		const registry = await aRegistry(2 * megabyte, {bytesPerSecond: megabyte});
		const {desk, start, stagesOf, endOf, does} = await aModelDesk([{registryUrl: registry.url}]);
		const pull = aDeed('pull', {model: 'big'});
		const numbers = start(pull, pull, pull, pull);
		const [first = 0, , third = 0, fourth = 0] = numbers;
		await until(() => isWorking(stagesOf(first).at(-1)));
		expect([third, fourth].map(number => stagesOf(number).at(-1))).toEqual([
			{state: 'queued', ahead: 0},
			{state: 'queued', ahead: 1},
		]);
		expect(await does(aDeed('load'))).toMatchObject({state: 'done'});
		desk.run({type: 'stopDeeds', numbers: [third]});
		expect(stagesOf(third).at(-1)).toEqual({state: 'cancelled'});
		expect(stagesOf(fourth).at(-1)).toEqual({state: 'queued', ahead: 0});
		await Promise.all([first, fourth].map(endOf));
		expect(stagesOf(third).some(({state}) => state === 'working')).toBe(false);
		expect(registry.sentBytes() / (2 * megabyte)).toBeLessThan(1.05);
	});

	test('that is stopped is cut off, and the next one goes on from there', async () => {
		const registry = await aRegistry(2 * megabyte, {bytesPerSecond: megabyte});
		const {desk, start, stagesOf, endOf, does, servers} = await aModelDesk([
			{models: [], registryUrl: registry.url},
		]);
		const [number = 0] = start(aDeed('pull', {model: 'big'}));
		await until(() => isWorking(stagesOf(number).at(-1)));
		await sleep(500);
		desk.run({type: 'stopDeeds', numbers: [number]});
		expect(await endOf(number)).toEqual({state: 'cancelled'});
		await until(
			() => servers[0]?.requests.find(({path}) => path === '/api/pull')?.isAborted === true,
		);
		await does(aDeed('pull', {model: 'big'}));
		expect(registry.sentBytes() / (2 * megabyte)).toBeLessThan(1.05);
	});
});

describe('a removal', () => {
	test('takes what another node has too, out of memory first', async () => {
		const {does, records, servers} = await aModelDesk([{}, {}]);
		await does(aDeed('load'));
		expect(await does(aDeed('remove'))).toMatchObject({state: 'done', result: {wasThere: false}});
		const [folder = ''] = servers.map(server => server.folder);
		expect(digestOf(folder, 'tiny')).toBeUndefined();
		const asked = servers[0]?.requests.filter(({path}) => /generate|delete/.test(path));
		expect(
			asked?.map(({path, body}) => [path, (body as {keep_alive?: number}).keep_alive]),
		).toEqual([
			['/api/generate', undefined],
			['/api/generate', 0],
			['/api/delete', undefined],
		]);
		expect(records.slice(-2)).toEqual([
			{
				what: 'removeModel',
				target: 'n1 tiny',
				argv: ['DELETE', '/api/delete', 'tiny'],
				result: 'sent',
			},
			{
				what: 'removeModel',
				target: 'n1 tiny',
				argv: ['DELETE', '/api/delete', 'tiny'],
				result: 'done',
			},
		]);
	});

	test('of the last copy is refused, unless that is meant', async () => {
		const {does, servers} = await aModelDesk([{}, {models: [{name: 'tiny', system: 'another'}]}]);
		expect(await does(aDeed('remove'))).toMatchObject({
			state: 'failed',
			failure: {kind: 'rejected', reason: expect.stringContaining('is the last copy')},
		});
		expect(digestOf(servers[0]?.folder ?? '', 'tiny')).toBeDefined();
		expect(await does(aDeed('remove', {mayBeLast: true}))).toMatchObject({state: 'done'});
		expect(digestOf(servers[0]?.folder ?? '', 'tiny')).toBeUndefined();
	});

	test('on all nodes at once leaves one', async () => {
		const {start, endOf, servers} = await aModelDesk([{}, {}, {}]);
		const ends = await Promise.all(
			start(...['n1', 'n2', 'n3'].map(node => aDeed('remove', {node}))).map(endOf),
		);
		expect(ends.map(end => end?.state).toSorted()).toEqual(['done', 'done', 'failed']);
		expect(servers.filter(({folder}) => digestOf(folder, 'tiny') !== undefined)).toHaveLength(1);
	});

	test('trusts no list that is old: a node that is silent now has no copy', async () => {
		const {does, servers} = await aModelDesk([{}, {}]);
		await servers[1]?.setFaults({isRefusing: true});
		expect(await does(aDeed('remove'))).toMatchObject({state: 'failed'});
	});

	test('leaves what is another model by now', async () => {
		const {does, servers} = await aModelDesk([{}, {}]);
		const end = await does(aDeed('remove', {digest: 'f'.repeat(64)}));
		expect(end).toMatchObject({failure: {reason: expect.stringContaining('nothing was removed')}});
		expect(digestOf(servers[0]?.folder ?? '', 'tiny')).toBeDefined();
	});

	test('of what is not there has nothing to do', async () => {
		const {does} = await aModelDesk([{}]);
		expect(await does(aDeed('remove', {model: 'none'}))).toMatchObject({
			state: 'done',
			result: {wasThere: true},
		});
	});
});

describe('a name', () => {
	const to = 'mine:1' as ModelName;

	test('is given beside the old one, or in its place', async () => {
		const {does, servers} = await aModelDesk([{}]);
		const [folder = ''] = servers.map(server => server.folder);
		const digest = digestOf(folder, 'tiny');
		await does(aDeed('name', {to, isKept: true}));
		expect([digestOf(folder, 'tiny'), digestOf(folder, 'mine:1')]).toEqual([digest, digest]);
		await does(aDeed('name', {to, isKept: false}));
		expect([digestOf(folder, 'tiny'), digestOf(folder, 'mine:1')]).toEqual([undefined, digest]);
	});

	test('that another model has is not taken from it', async () => {
		const models = [{name: 'tiny'}, {name: 'mine:1', system: 'another'}];
		const {does, servers} = await aModelDesk([{models}]);
		const before = digestOf(servers[0]?.folder ?? '', 'mine:1');
		expect(await does(aDeed('name', {to, isKept: false}))).toMatchObject({
			failure: {reason: expect.stringContaining('mine:1 is another model there')},
		});
		expect(digestOf(servers[0]?.folder ?? '', 'mine:1')).toBe(before);
	});
});

describe('a copy', () => {
	const from = 'n2' as NodeName;

	test('is made by who can, with what it tells on its way', async () => {
		const layers = [{digest: 'aaaaaaaaaaaa', totalBytes: 2, completedBytes: 1}];
		const {does, stagesOf} = await aModelDesk([{}], {
			async copyModel(_deed, {onProgress}) {
				onProgress({step: 'layers', layers, bytesPerSecond: 1});
				return succeeded({digest: 'd', fetchedBytes: 2, wasThere: false});
			},
		});
		expect(await does(aDeed('copy', {from}))).toMatchObject({result: {fetchedBytes: 2}});
		expect(stagesOf(1)).toContainEqual({
			state: 'working',
			progress: {step: 'layers', layers, bytesPerSecond: 1},
		});
	});

	test('is refused where nobody can', async () => {
		const {does} = await aModelDesk([{}]);
		expect(await does(aDeed('copy', {from}))).toMatchObject({
			state: 'failed',
			failure: {kind: 'unsupported'},
		});
	});
});

test('a node without a connection fails its deeds at once, with what keeps it away', async () => {
	const {does} = await aModelDesk([{}]);
	expect(await does(aDeed('load', {node: 'gone'}))).toMatchObject({
		state: 'failed',
		failure: {kind: 'unsupported', where: 'gone'},
	});
});

test('what a model is like is told', async () => {
	const {desk, events} = await aModelDesk([{models: [{name: 'tiny', system: 'You are small.'}]}]);
	desk.run({type: 'showModel', node: 'n1' as NodeName, model: 'tiny' as ModelName});
	await until(() => events.length > 0);
	expect(events[0]).toMatchObject({
		...{type: 'models/shown', node: 'n1', model: 'tiny'},
		shown: {ok: true, value: {system: 'You are small.'}},
	});
});

test('the end stops all, and waits until it is told and written down', async () => {
	const registry = await aRegistry(2 * megabyte, {bytesPerSecond: megabyte});
	const {desk, start, stagesOf, records} = await aModelDesk([
		{models: [], registryUrl: registry.url},
	]);
	const pull = aDeed('pull', {model: 'big'});
	const numbers = start(pull, pull, pull);
	await until(() => isWorking(stagesOf(1).at(-1)));
	await desk.end();

	expect(numbers.map(number => stagesOf(number).at(-1))).toEqual([
		{state: 'cancelled'},
		{state: 'cancelled'},
		{state: 'cancelled'},
	]);
	expect(records.filter(({result}) => result === 'cancelled')).toHaveLength(2);
});
