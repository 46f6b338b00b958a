import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {aWish} from '../helpers/shelf-builders.ts';
import {shelvedRack} from '../helpers/shelved-rack.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {modelsSchemaErrors, schemaErrors} from '../helpers/validate-document.ts';

const tiny = {name: 'tiny', sizeBytes: 2e9, license: 'MIT\nmore'};
const other = {...tiny, system: 'another one'};
const rack = {n1: {models: [tiny, {name: 'own:1'}]}, n2: {models: [tiny]}, n3: {models: [other]}};

describe('models ls', () => {
	it('has a line for each model: what most nodes have, how many, and where another one is', async () => {
		const {run} = await shelvedRack({...rack, n4: {}}, [aWish('tiny', {replicas: 3})]);
		const {status, stdout, stderr} = await run('ls');
		expect([status, stderr]).toEqual([0, '']);
		const [head, ...lines] = stdout.trimEnd().split('\n');
		expect(head).toMatch(/^MODEL +SIZE +QUANT +PARAMS +HAVE +WHERE$/);
		expect(lines[0]).toMatch(/^own:1 .* 1 {2}n1$/);
		expect(lines[1]).toMatch(
			/^tiny:latest +1\.86 GiB +F32 +5\.1M +2\/3 {2}n1, n2, n3 \(differs\)$/,
		);
		expect(lines.slice(2)).toEqual(['', 'n4: has no Ollama']);
	});

	it('has a line for each copy with --all, and says of a wanted model that it is nowhere', async () => {
		const {run} = await shelvedRack(rack, [aWish('late:1b')]);
		const {stdout} = await run('ls', '--all');
		expect(stdout.match(/^tiny:latest +n\d .*$/gm)).toHaveLength(3);
		expect(stdout).toMatch(/^tiny:latest +n3 +1\.86 GiB +[0-9a-f]{12} +on disk, another digest$/m);
		expect((await run('ls')).stdout).toMatch(/^late:1b +- +- +- +0\/all +nowhere yet$/m);
	});

	it('as JSON is the document of the schema, with what is wanted and what differs', async () => {
		const {run} = await shelvedRack(rack, [aWish('tiny', {replicas: 3})]);
		const document = JSON.parse((await run('ls', '--json')).stdout);
		expect(schemaErrors(document)).toEqual([]);
		const named = document.models.filter(({name}: {name: string}) => name === 'tiny:latest');
		expect(named).toHaveLength(2);
		expect(named).toEqual(
			expect.arrayContaining([
				expect.objectContaining({wanted: 3, nodes: {n1: 'installed', n2: 'installed'}}),
				expect.objectContaining({differs: true, nodes: {n3: 'installed'}}),
			]),
		);
	});

	it('of one node reaches no other', async () => {
		const {run, opened} = await shelvedRack(rack);
		expect((await run('ls', '--node', 'n3')).stdout).toMatch(/^tiny:latest .* n3$/m);
		expect(opened).toEqual(['n3']);
	});

	it('of one node does not say how many others lack what is wanted', async () => {
		const {run} = await shelvedRack(rack, [aWish('tiny', {replicas: 3}), aWish('late:1b')]);
		const {stdout} = await run('ls', '--node', 'n1');
		expect(stdout).toMatch(/^tiny:latest .* 1 {2}n1$/m);
		expect(stdout).not.toContain('late:1b');
		expect((await run('show', 'tiny', '--node', 'n1')).stdout).not.toContain('wanted');
	});

	it('says what fetches a model where there is none', async () => {
		const {run} = await shelvedRack({n1: {models: []}});
		const {status, stdout} = await run('ls');
		expect([status, stdout]).toEqual([
			0,
			'No models yet. clusterdeck models pull qwen3:4b --node NODE fetches one.\n',
		]);
	});
});

describe('models show', () => {
	it('says what a model is and where, and with --all the texts that come with it', async () => {
		const {run} = await shelvedRack(rack);
		const {status, stdout, stderr} = await run('show', 'tiny');
		expect([status, stderr]).toEqual([0, '']);
		expect(stdout).toMatch(/^tiny:latest\n/);
		expect(stdout).toMatch(/^ +model +llama · 5\.1M · F32 · 1\.86 GiB$/m);
		expect(stdout).toMatch(/^ +digest +[0-9a-f]{12} · on 2 of 3 nodes$/m);
		expect(stdout).toMatch(/^ +n3: on disk, another digest$/m);
		expect(stdout).toMatch(/^ +licence +MIT$/m);
		expect(stdout).not.toContain('more');
		expect((await run('show', 'tiny', '--all')).stdout).toMatch(/MIT\n +more\n/);
	});

	it('as JSON is the document of the schema', async () => {
		const {run} = await shelvedRack(rack);
		const document = JSON.parse((await run('show', 'tiny:latest', '--json')).stdout);
		expect(modelsSchemaErrors(document)).toEqual([]);
		expect(document).toMatchObject({
			model: {
				name: 'tiny:latest',
				copies: [{node: 'n1'}, {node: 'n2'}, {node: 'n3', differs: true}],
			},
			shown: {node: 'n1', capabilities: ['completion'], license: 'MIT\nmore'},
		});
	});

	it('of a model that nobody has fails, and says which was meant', async () => {
		const {run} = await shelvedRack(rack);
		const {status, stdout, stderr} = await run('show', 'tyni');
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr).toBe('No node has tyni. Did you mean tiny:latest?');
	});
});

describe('models fit', () => {
	const hosts = {
		n1: {models: [tiny]},
		n2: {models: [], availableBytes: 1e9},
		n3: {models: [], diskFreeBytes: 1e9},
		n4: {},
	};

	it('says of each node by how much, the best first, and of those that do not answer with --all', async () => {
		const {run} = await shelvedRack(hosts);
		const {status, stdout} = await run('fit', 'tiny');
		expect(status).toBe(0);
		const lines = stdout.trimEnd().split('\n').slice(2);
		expect(lines).toEqual([
			'NODE  NOW      WILL IT FIT',
			'n1    on disk  yes: 5.59 GiB free, 3.35 GiB to spare',
			'n2    -        no: 954 MiB free, 1.3 GiB short',
			'n3    -        no: 954 MiB of its disk free, 954 MiB short',
			'',
			'1 more do not answer: --all says why.',
		]);
		expect((await run('fit', 'tiny', '--all')).stdout).toMatch(/^n4 +- +has no Ollama$/m);
	});

	it('counts what is free where the Ollama of a node says that it keeps its models', async () => {
		const folder = temporaryDirectory();
		const n2 = {models: [{name: 'own:1'}], ollama: {folder}, diskFreeBytes: 1e9};
		const {run} = await shelvedRack({
			n1: {models: [tiny]},
			n2: {...n2, mounts: {[folder]: 40e9, '/usr': 1e9, '/mnt/ollama': 1e9}},
		});
		expect((await run('fit', 'tiny', '--node', 'n2')).stdout).toMatch(/^n2 +- +yes: /m);
	});

	it('asks what a context takes, and is the document of the schema as JSON', async () => {
		const {run, servers} = await shelvedRack(hosts);
		const asks = () =>
			[...(servers.get('n1')?.requests ?? [])].filter(({path}) => path === '/api/show');
		const of = async (...args: readonly string[]) =>
			JSON.parse((await run('fit', 'tiny', '--json', ...args)).stdout);
		const usual = await of();
		// Where its models lie is asked each time.
		expect(asks()).toHaveLength(1);
		const long = await of('--context', '100000');
		expect(asks()).toHaveLength(3);
		expect([modelsSchemaErrors(usual), modelsSchemaErrors(long)]).toEqual([[], []]);
		expect(long.contextTokens).toBe(100_000);
		expect(usual.fits.map(({verdict}: {verdict: string}) => verdict)).toEqual([
			...['yes', 'no', 'no', 'silent'],
		]);
		expect(long.fits[0].memory.needsBytes).toBeGreaterThan(usual.fits[0].memory.needsBytes);
	});

	it('of one node tells of this one alone, though another has the model', async () => {
		const {run} = await shelvedRack(hosts);
		const {stdout} = await run('fit', 'tiny', '--node', 'n2');
		expect(stdout).toMatch(/^n2 /m);
		expect(stdout).not.toMatch(/^n1 /m);
	});

	it('of several nodes tells of each of these', async () => {
		const {run} = await shelvedRack(hosts);
		for (const named of [
			['--node', 'n1', '--node', 'n2'],
			['--node', 'n1,n2'],
		]) {
			const {stdout} = await run('fit', 'tiny', ...named);
			expect(stdout.match(/^n\d /gm)).toEqual(['n1 ', 'n2 ']);
		}
	});
});

describe('models sync --dry-run', () => {
	it('prints the steps with why and how much, and changes nothing', async () => {
		const wanted = [aWish('tiny', {replicas: 2}), aWish('late:1b', {nodes: ['n2' as NodeName]})];
		const {run, servers} = await shelvedRack({n1: {models: [tiny]}, n2: {models: []}}, wanted);
		const {status, stdout, stderr} = await run('sync', '--dry-run');
		expect([status, stderr]).toEqual([0, '']);
		expect(stdout.split('\n').slice(0, -1)).toEqual([
			'STEP  WHAT                                      SIZE  WHY',
			'1     copy tiny to n2 from n1               1.86 GiB  1 of 2 nodes has it',
			'2     pull late:1b to n2 from its registry         -  the configuration names the node',
			'',
			'2 steps, 1.86 GiB over the network, 1 transfer of unknown size',
		]);
		const asked = [...servers.values()].flatMap(({requests}) => requests.map(({path}) => path));
		expect(new Set(asked)).toEqual(new Set(['/api/version', '/api/tags', '/api/show', '/api/ps']));
	});

	it('as JSON is the document of the schema, also with what would be removed', async () => {
		const wanted = [aWish('tiny', {replicas: 1, tags: ['t']})];
		const hosts = {n1: {models: [tiny]}, n2: {models: [], tags: ['t']}};
		const {run} = await shelvedRack(hosts, wanted);
		const document = JSON.parse((await run('sync', '--dry-run', '--prune', '--json')).stdout);
		expect(modelsSchemaErrors(document)).toEqual([]);
		expect(document).toMatchObject({
			steps: [
				{do: 'copy', node: 'n2', from: 'n1', after: [], why: 'tooFew'},
				{do: 'remove', node: 'n1', digest: expect.stringMatching(/^[0-9a-f]{64}$/), after: [0]},
			],
			unmet: [],
		});
	});

	it('fails where something cannot be met, and says what stands in the way of the rest', async () => {
		const wanted = [aWish('tiny', {replicas: 2})];
		const {run} = await shelvedRack({n1: {models: [tiny]}, n2: {models: [other]}, n3: {}}, wanted);
		const {status, stdout, stderr} = await run('sync', '--dry-run');
		expect([status, stdout]).toEqual([1, 'Nothing can be done.\n']);
		expect(stderr).toMatch(
			/^tiny should be on 2 nodes, and 1 of them will not have it: n\d has another one of that name; n3: has no Ollama\. clusterdeck models sync --prune replaces it\.$/,
		);
	});

	it('has nothing to do where all is as it should be', async () => {
		const {run} = await shelvedRack({n1: {models: [tiny]}}, [aWish('tiny', {replicas: 1})]);
		expect(await run('sync', '--dry-run')).toEqual({
			...{status: 0, stdout: 'All is as it should be: nothing to do.\n', stderr: ''},
		});
	});
});

describe('what makes no sense is refused before any node is reached', () => {
	const tooMany = [aWish('tiny', {replicas: 2})];

	it.each<[string, readonly string[], RegExp]>([
		['a name with ../', ['show', '../x'], /^"\.\.\/x" is no name of a model/],
		['a name with a line end', ['fit', 'a\nb'], /^"a\\nb" is no name of a model/],
		[
			'a node that there is not',
			['ls', '--node', 'n9'],
			/^There is no node n9\. Did you mean n1\?$/,
		],
		[
			'a context of nothing',
			['fit', 'tiny', '--context', '0'],
			/^--context must be a number from 1/,
		],
		[
			'more replicas than nodes',
			['sync', '--dry-run'],
			/only 1 node may have it\. Change its replicas/,
		],
	])('%s', async (_, args, sentence) => {
		const {run, opened} = await shelvedRack({n1: {models: [tiny]}}, tooMany);
		const {status, stdout, stderr} = await run(...args);
		expect([status, stdout, opened]).toEqual([2, '', []]);
		expect(stderr).toMatch(sentence);
	});
});
