import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {kill} from 'node:process';
import {describe, expect, test} from 'vitest';
import {copyModel} from '../../source/clients/copy-model.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import type {DeedProgress} from '../../source/domain/model-deed.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aBigModel, aCopyNode, type CopyNode, wholeModels} from '../helpers/copy-rack.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {until} from '../helpers/until.ts';
import {blobPath, blobsOf, manifestPath, readModelNamed} from '../ollama/model-store.ts';
import {parseName} from '../ollama/model-name.ts';
import {startRegistry} from '../ollama/registry.ts';

/** More than three blocks of a disk read, and no round number. */
const someBytes = 300_001;

function copied(source: CopyNode, target: CopyNode, model = 'big') {
	const told: DeedProgress[] = [];
	const stopping = new AbortController();
	const result = copyModel(
		{
			...{model: model as ModelName, clock: systemClock},
			...{source: source.place, target: target.place},
		},
		{signal: stopping.signal, onProgress: progress => told.push(progress)},
	);
	return {result, told, stopping};
}

async function failureOf(copying: ReturnType<typeof copied>): Promise<Failure> {
	const result = await copying.result;
	if (result.ok) {
		throw new Error('it was copied');
	}

	return result.failure;
}

const requestsTo = ({ollama}: CopyNode, path: string) =>
	ollama.requests.filter(request => request.path === path);

describe.each(['ssh2', 'system'] as const)('a copy over %s', transport => {
	test('ends with the same digest, under its plain name alone, and nothing listens', async () => {
		const models = [aBigModel('big', someBytes), {name: 'hf.co/someone/other:Q4'}];
		const source = await aCopyNode({name: 'pi-1', transport, models});
		const target = await aCopyNode({name: 'pi-2', transport, models: [{name: 'tiny'}]});
		const {result, told} = copied(source, target);
		const digest = wholeModels(source.ollama.folder)['big:latest'];

		expect(await result).toEqual({
			ok: true,
			value: {digest, fetchedBytes: expect.any(Number), wasThere: false},
		});
		expect(Object.keys(wholeModels(target.ollama.folder)).toSorted()).toEqual([
			'big:latest',
			'tiny:latest',
		]);
		expect(wholeModels(target.ollama.folder)['big:latest']).toBe(digest);
		expect(told.map(({step}) => step)).toContain('layers');
		const [pull] = requestsTo(target, '/api/pull');
		const {model} = (pull?.body ?? {}) as {readonly model?: string};
		const [, port] =
			/^127\.0\.0\.1:(\d+)\/clusterdeck-[0-9a-f]{32}\/big:latest$/.exec(model ?? '') ?? [];
		await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();

		expectValue(await copied(source, target, 'hf.co/someone/other:Q4').result);
		expect(wholeModels(target.ollama.folder)['hf.co/someone/other:Q4']).toBeDefined();
	});

	test('comes to a node that writes its tag in lower case', async () => {
		const models = [aBigModel('Big:Q4_K_M', someBytes)];
		const source = await aCopyNode({name: 'pi-1', transport, models});
		const target = await aCopyNode({name: 'pi-2', transport, models: [{name: 'tiny:q4_k_m'}]});
		const digest = wholeModels(source.ollama.folder)['Big:Q4_K_M'];

		expectValue(await copied(source, target, 'big:q4_k_m').result);
		expect(wholeModels(target.ollama.folder)).toMatchObject({'Big:q4_k_m': digest});
	});

	test('of what is there already does nothing', async () => {
		const models = [aBigModel('big', someBytes)];
		const source = await aCopyNode({name: 'pi-1', transport, models});
		const target = await aCopyNode({name: 'pi-2', transport, models});
		expect(await copied(source, target).result).toMatchObject({
			ok: true,
			value: {fetchedBytes: 0, wasThere: true},
		});
		expect(requestsTo(target, '/api/pull')).toEqual([]);
	});

	test.each(['AllowTcpForwarding local', 'PermitListen none'])(
		'lays the files itself where the target has %s',
		async config => {
			const models = [aBigModel('big', 5_000_001)];
			const source = await aCopyNode({name: 'pi-1', transport, models});
			const target = await aCopyNode({
				...{name: 'pi-2', transport, config: [config], models: [{name: 'tiny'}]},
			});
			const {result, told} = copied(source, target);

			expect(await result).toMatchObject({ok: true, value: {wasThere: false}});
			expect(wholeModels(target.ollama.folder)).toMatchObject(wholeModels(source.ollama.folder));
			expect(requestsTo(target, '/api/pull')).toEqual([]);
			expect(told.at(-1)?.layers[0]).toMatchObject({
				totalBytes: 5_000_001,
				completedBytes: 5_000_001,
			});
			const left = readdirSync(join(target.ollama.folder, 'blobs'));
			expect(left.filter(name => name.endsWith('-clusterdeck'))).toEqual([]);
		},
	);

	test('lays a layer that two models share once, also where both are copied at once', async () => {
		const big = aBigModel('big', 20_000_001);
		const models = ['big', 'other'].map(name => ({...big, name, system: name}));
		const source = await aCopyNode({name: 'pi-1', transport, models});
		const config = ['PermitListen none'];
		const target = await aCopyNode({name: 'pi-2', transport, config, models: [{name: 'tiny'}]});
		const both = [copied(source, target), copied(source, target, 'other')];
		const ends = await Promise.all(both.map(({result}) => result));

		expect(ends).toMatchObject([{ok: true}, {ok: true}]);
		const fetched = ends.reduce((sum, end) => sum + expectValue(end).fetchedBytes, 0);
		expect(fetched).toBeLessThan(20_100_000);
		expect(wholeModels(target.ollama.folder)).toMatchObject(wholeModels(source.ollama.folder));
	});

	test('does not lay files where everybody may write', async () => {
		const source = await aCopyNode({name: 'pi-1', transport, models: [aBigModel('big', 5000)]});
		const config = ['PermitListen none'];
		const target = await aCopyNode({name: 'pi-2', transport, config, models: [{name: 'tiny'}]});
		chmodSync(join(target.ollama.folder, 'blobs'), 0o777);
		expect(await failureOf(copied(source, target))).toMatchObject({
			...{kind: 'rejected', where: 'pi-2', reason: expect.stringContaining('chmod o-w /')},
		});
	});
});

describe('a copy', () => {
	test('is fetched again where its target waits for one that was broken off', async () => {
		const models = [aBigModel('big', 16_000_001)];
		const source = await aCopyNode({name: 'pi-1', models});
		const target = await aCopyNode({name: 'pi-2', pullBytesPerSecond: 8_000_000});
		const registry = await startRegistry({folder: source.ollama.folder});
		const name = `${registry.host}/library/big`;
		const other = fetch(`http://127.0.0.1:${target.ollama.port}/api/pull`, {
			method: 'POST',
			body: JSON.stringify({model: name, insecure: true}),
		});
		await until(() => existsSync(join(target.ollama.folder, 'blobs')));
		const {result, told} = copied(source, target);
		await until(() => told.some(({layers}) => layers.some(layer => layer.completedBytes > 0)));
		await registry.close();

		expect(await result).toMatchObject({ok: true});
		expect(await (await other).text()).toContain('unexpected EOF');
		expect(wholeModels(target.ollama.folder)).toMatchObject(wholeModels(source.ollama.folder));
		expect(requestsTo(target, '/api/pull')).toHaveLength(3);
	});

	test('of a model that the source has not, is refused before anything is touched', async () => {
		const source = await aCopyNode({name: 'pi-1'});
		const target = await aCopyNode({name: 'pi-2'});
		expect(await failureOf(copied(source, target))).toMatchObject({
			...{kind: 'rejected', where: 'pi-1', reason: expect.stringContaining('no big')},
		});
		expect(target.ollama.requests.map(({path}) => path)).toEqual(['/api/tags']);
	});

	test('replaces an older model of the same name', async () => {
		const source = await aCopyNode({name: 'pi-1', models: [aBigModel('big', someBytes)]});
		const target = await aCopyNode({name: 'pi-2', models: [aBigModel('big', someBytes)]});
		expectValue(await copied(source, target).result);
		expect(wholeModels(target.ollama.folder)).toEqual(wholeModels(source.ollama.folder));
	});

	test('that is cancelled goes on from there the next time, and is not there before', async () => {
		const models = [aBigModel('big', 3_000_000)];
		const source = await aCopyNode({name: 'pi-1', models});
		const target = await aCopyNode({name: 'pi-2', pullBytesPerSecond: 3_000_000});
		const {result, told, stopping} = copied(source, target);
		await until(() => (told.at(-1)?.layers[0]?.completedBytes ?? 0) > 1_000_000);
		stopping.abort();
		expect(await result).toMatchObject({failure: {kind: 'cancelled'}});
		expect(wholeModels(target.ollama.folder)).toEqual({});

		const {fetchedBytes} = expectValue(await copied(source, target).result);
		expect(fetchedBytes).toBeLessThan(2_100_000);
		expect(wholeModels(target.ollama.folder)).toEqual(wholeModels(source.ollama.folder));
	});

	test('sweeps away what copies left that were broken off', async () => {
		const source = await aCopyNode({name: 'pi-1', models: [aBigModel('big', someBytes)]});
		const target = await aCopyNode({name: 'pi-2', models: [{name: 'tiny'}]});
		const {folder} = target.ollama;
		const tiny = parseName('tiny') ?? expect.unreachable();
		const nonce = 'ab'.repeat(16);
		for (const host of ['127.0.0.1:4711', 'example.com']) {
			const left = manifestPath(folder, {...tiny, host, namespace: `clusterdeck-${nonce}`});
			mkdirSync(dirname(left), {recursive: true});
			copyFileSync(manifestPath(folder, tiny), left);
		}

		expectValue(await copied(source, target).result);
		expect(Object.keys(wholeModels(folder)).toSorted()).toEqual([
			'big:latest',
			`example.com/clusterdeck-${nonce}/tiny:latest`,
			'tiny:latest',
		]);
	});

	test('whose source is lost names the source', async () => {
		const source = await aCopyNode({name: 'pi-1', models: [aBigModel('big', 3_000_000)]});
		const target = await aCopyNode({name: 'pi-2', pullBytesPerSecond: 1_000_000});
		const copying = copied(source, target);
		await until(() => (copying.told.at(-1)?.layers[0]?.completedBytes ?? 0) > 500_000);
		const children = `/proc/${source.sshd.pid}/task/${source.sshd.pid}/children`;
		for (const pid of readFileSync(children, 'utf8').trim().split(' ')) {
			kill(Number(pid), 'SIGKILL');
		}

		expect(await failureOf(copying)).toMatchObject({kind: 'unreachable', where: 'pi-1'});
		expect(wholeModels(target.ollama.folder)).toEqual({});
	});

	test.each([
		['by its Ollama', [], '-partial'],
		['by its files', ['PermitListen none'], '-clusterdeck'],
	] as const)('to a full disk says so, %s', async (_, config, ending) => {
		const source = await aCopyNode({name: 'pi-1', models: [aBigModel('big', someBytes)]});
		const target = await aCopyNode({name: 'pi-2', config, models: [{name: 'tiny'}]});
		const big = readModelNamed(source.ollama.folder, 'big') ?? expect.unreachable();
		const [weights] = blobsOf(big.manifest);
		const path = blobPath(target.ollama.folder, weights?.digest ?? '');
		symlinkSync('/dev/full', `${path}${ending}`);
		expect(await failureOf(copied(source, target))).toMatchObject({
			...{kind: 'diskFull', where: 'pi-2', folder: target.ollama.folder},
			...(ending === '-clusterdeck' ? {neededBytes: expect.any(Number)} : {}),
		});
		expect(Object.keys(wholeModels(target.ollama.folder))).toEqual(['tiny:latest']);
	});

	test('by files that was begun with other bytes begins anew', async () => {
		const source = await aCopyNode({name: 'pi-1', models: [aBigModel('big', someBytes)]});
		const config = ['PermitListen none'];
		const target = await aCopyNode({name: 'pi-2', config, models: [{name: 'tiny'}]});
		const big = readModelNamed(source.ollama.folder, 'big') ?? expect.unreachable();
		const [weights] = blobsOf(big.manifest);
		const part = `${blobPath(target.ollama.folder, weights?.digest ?? '')}-clusterdeck`;
		copyFileSync(manifestPath(source.ollama.folder, big.name), part);
		expectValue(await copied(source, target).result);
		expect(wholeModels(target.ollama.folder)).toMatchObject(wholeModels(source.ollama.folder));
	});

	test('by files to a node whose folder of models is not known says what would help', async () => {
		const source = await aCopyNode({name: 'pi-1', models: [aBigModel('big', someBytes)]});
		const config = ['PermitListen none', 'SetEnv OLLAMA_MODELS=/nowhere'];
		const target = await aCopyNode({name: 'pi-2', config, models: [aBigModel('other', 10)]});
		expect(await failureOf(copied(source, target))).toMatchObject({
			...{kind: 'denied', where: 'pi-2', reason: expect.stringContaining('AllowTcpForwarding')},
		});
	});
});
