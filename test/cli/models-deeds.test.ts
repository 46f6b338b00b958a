import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import {aRegistry} from '../helpers/a-registry.ts';
import {shelvedRack, type ShelvedNode} from '../helpers/shelved-rack.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {deedSchemaErrors} from '../helpers/validate-document.ts';
import {writeGguf} from '../ollama/gguf.ts';
import {readModelNamed} from '../ollama/model-store.ts';

const megabyte = 2 ** 20;

/** Nodes without models and a registry that has `big`, with a state directory. */
async function emptyRack(names: readonly string[], parts: Partial<Surroundings> = {}) {
	const registry = await aRegistry(2 * megabyte, {bytesPerSecond: 8 * megabyte});
	const node: ShelvedNode = {models: [], ollama: {registryUrl: registry.url}};
	return {
		registry,
		...(await stockedRack(Object.fromEntries(names.map(name => [name, node])), parts)),
	};
}

async function stockedRack(
	nodes: Readonly<Record<string, ShelvedNode>>,
	parts: Partial<Surroundings> = {},
) {
	const state = temporaryDirectory();
	const rack = await shelvedRack(nodes, [], {env: {XDG_STATE_HOME: state}, ...parts});
	return {
		...rack,
		digestOf: (name: string, model: string) =>
			readModelNamed(rack.servers.get(name)?.folder ?? '', model)?.digest,
		audited: () =>
			readFileSync(join(state, 'clusterdeck/audit.jsonl'), 'utf8')
				.trim()
				.split('\n')
				.map(line => JSON.parse(line) as {what: string; target: string; result: string}),
	};
}

describe('models pull', () => {
	it('tells each step in a line, and is written down', async () => {
		const {run, registry, digestOf, audited} = await emptyRack(['n1']);
		const {status, stdout, stderr} = await run('pull', 'big');
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		const lines = stdout
			.trim()
			.split('\n')
			.map(line => line.replace(/[0-9a-f]{12}/, 'DIGEST'));
		expect(lines.slice(0, 2)).toEqual(['n1: pulling big', 'n1: pulling big, DIGEST, 2 MiB']);
		expect(lines.at(-1)).toMatch(/^n1: big pulled, .* MiB fetched$/);
		expect(lines.length).toBeLessThan(9);
		expect(digestOf('n1', 'big')).toBe(readModelNamed(registry.folder, 'big')?.digest);
		expect(audited().map(({what, target, result}) => `${what} ${target} ${result}`)).toEqual([
			'pullModel n1 big sent',
			'pullModel n1 big done',
		]);
	});

	it('is an object a line for programs, of the schema, from the first to the last', async () => {
		const {run} = await emptyRack(['n1', 'n2']);
		const {status, stdout} = await run('pull', 'big', '--all', '--json');
		expect(status).toBe(0);
		const objects = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line));
		expect(objects.flatMap(deedSchemaErrors)).toEqual([]);
		expect(objects[0]).toMatchObject({do: 'pull', node: 'n1', state: 'working', step: 'asking'});
		expect(objects.some(({bytesPerSecond}) => bytesPerSecond > megabyte)).toBe(true);
		expect(objects.at(-1)).toMatchObject({node: 'n2', state: 'done', wasThere: false});
	});

	it('of what the registry does not have says so, and fails', async () => {
		const {run} = await emptyRack(['n1', 'n2']);
		const {status, stderr} = await run('pull', 'none:7b', '--all');
		expect(status).toBe(1);
		expect(stderr).toContain('n1: none:7b not pulled: the registry has no none:7b.');
	});

	it('goes on with the other nodes where one is silent', async () => {
		const {run, servers, digestOf} = await emptyRack(['n1', 'n2', 'n3']);
		await servers.get('n1')?.setFaults({isRefusing: true});
		const {status, stderr} = await run('pull', 'big', '--all', '--timeout', '3');
		expect(status).toBe(1);
		expect(stderr).toMatch(/n1: big not (?:pulled|copied)/);
		expect([digestOf('n2', 'big'), digestOf('n3', 'big')]).not.toContain(undefined);
	});

	it('asks which nodes are meant where there are several', async () => {
		const {run, opened} = await emptyRack(['n1', 'n2']);
		expect(await run('pull', 'big')).toMatchObject({
			status: 2,
			stderr: 'On which nodes? --node NAME, again for more of them, or --all.',
		});
		expect(opened).toEqual([]);
	});

	it.each([
		[['../etc/passwd'], 'is no name of a model'],
		[['tiny\nrm'], 'is no name of a model'],
		[['tiny', '--node', 'nn1'], 'n1'],
		[['tiny', '--node', 'n1', '--all'], '--all is all nodes'],
	])('%j is refused before any node is reached', async (words, reason) => {
		const {run, opened} = await emptyRack(['n1']);
		const {status, stderr} = await run('pull', ...words);
		expect({status, opened}).toEqual({status: 2, opened: []});
		expect(stderr).toContain(reason);
	});

	it('that is stopped says what stays, and goes on from there', async () => {
		const stopping = new AbortController();
		const registry = await aRegistry(2 * megabyte, {bytesPerSecond: megabyte});
		const node = {models: [], ollama: {registryUrl: registry.url}};
		const parts = {signal: stopping.signal};
		const {run, servers} = await stockedRack({n1: node}, parts);
		const running = run('pull', 'big', '--json');
		await until(() => registry.sentBytes() > megabyte / 2);
		stopping.abort();
		expect(await running).toMatchObject({
			status: 141,
			stdout: expect.stringMatching(/"state":"cancelled"\}\s*$/),
			stderr:
				'stopped. What was fetched by then stays on n1: do it again, and it goes on from there.',
		});
		await until(() => servers.get('n1')?.requests.some(({isAborted}) => isAborted) === true);
	});
});

describe('models rm', () => {
	const two = {n1: {models: [{name: 'tiny'}]}, n2: {models: [{name: 'tiny'}]}};

	it('asks, names what it removes, and does nothing where nobody agrees', async () => {
		const asked: string[] = [];
		const confirm = async (question: string) => {
			asked.push(question);
			return false;
		};
		const {run, digestOf} = await stockedRack(two, {confirm});
		const {status, stderr} = await run('rm', 'tiny', '--node', 'n1');
		expect({status, stderr}).toEqual({
			status: 1,
			stderr: 'Nothing was removed; --yes does it without asking.',
		});
		expect(asked[0]).toMatch(/^n1: tiny:latest, .*\nRemove it\?$/);
		expect(digestOf('n1', 'tiny')).toBeDefined();
	});

	it('removes what is agreed to, from that node alone', async () => {
		const {run, digestOf} = await stockedRack(two);
		expect(await run('rm', 'tiny', '--node', 'n1', '--yes')).toEqual({
			status: 0,
			stdout: 'n1: deleting tiny:latest\nn1: tiny:latest deleted\n',
			stderr: '',
		});
		expect([digestOf('n1', 'tiny'), digestOf('n2', 'tiny') === undefined]).toEqual([
			undefined,
			false,
		]);
	});

	it('needs a second word for the last copy', async () => {
		const {run, digestOf} = await stockedRack(two);
		const refused = await run('rm', 'tiny', '--all', '--yes');
		expect(refused.status).toBe(1);
		expect(refused.stderr).toContain('--last-copy removes it all the same.');
		expect(digestOf('n1', 'tiny')).toBeDefined();
		expect((await run('rm', 'tiny', '--all', '--yes', '--last-copy')).status).toBe(0);
		expect([digestOf('n1', 'tiny'), digestOf('n2', 'tiny')]).toEqual([undefined, undefined]);
	});

	it('asks a second time for the last copy on a terminal', async () => {
		const asked: string[] = [];
		const confirm = async (question: string) => {
			asked.push(question);
			return true;
		};
		const {run, digestOf} = await stockedRack({n1: {models: [{name: 'tiny'}]}}, {confirm});
		expect((await run('rm', 'tiny')).status).toBe(0);
		expect(asked).toHaveLength(2);
		expect(asked[1]).toContain('it would be gone from the rack');
		expect(digestOf('n1', 'tiny')).toBeUndefined();
	});

	it('asks which copy is meant, and says of what is nowhere what was meant', async () => {
		const {run} = await stockedRack(two);
		expect(await run('rm', 'tiny', '--yes')).toMatchObject({
			status: 2,
			stderr: 'tiny is on n1, n2. Which of them? --node NAME, or --all.',
		});
		expect(await run('rm', 'tinny', '--all', '--yes')).toMatchObject({
			status: 1,
			stderr: expect.stringContaining('tiny:latest'),
		});
	});
});

describe('models load and unload', () => {
	it('bring it into memory for as long as it is said, and out again, wherever it is', async () => {
		const {run, servers} = await stockedRack({
			n1: {models: [{name: 'tiny'}]},
			n2: {models: [{name: 'tiny'}]},
		});
		expect((await run('load', 'tiny', '--all', '--keep-alive=-1')).stdout).toContain(
			'n2: tiny:latest loaded',
		);
		expect(
			servers.get('n1')?.requests.find(({path}) => path === '/api/generate')?.body,
		).toMatchObject({keep_alive: -1});
		const {status, stdout} = await run('unload', 'tiny');
		expect({status, lines: stdout.match(/unloaded/g)}).toEqual({
			status: 0,
			lines: ['unloaded', 'unloaded'],
		});
		expect(await run('unload', 'tiny')).toMatchObject({
			status: 1,
			stderr: 'tiny:latest is in the memory of no node.',
		});
	});

	it.each(['10 minutes', '0', '0s'])('refuse %s, which is no time to stay', async time => {
		const {run, opened} = await stockedRack({n1: {models: []}});
		expect(await run('load', 'tiny', '--keep-alive', time)).toMatchObject({
			status: 2,
			stderr: `--keep-alive must be a time as 10m or 24h, seconds, or -1 for ever, found "${time}". clusterdeck models unload lets a model go at once.`,
		});
		expect(opened).toEqual([]);
	});
});

it.each(['tiny', 'TINY:latest'])('models rename to %s, its own name, is refused', async to => {
	const {run, opened} = await stockedRack({n1: {models: [{name: 'tiny'}]}});
	const {status, stderr} = await run('rename', 'tiny', to);
	expect({status, opened}).toEqual({status: 2, opened: []});
	expect(stderr).toContain('is what it is called already');
});

it('models rename gives another name, or with --keep a second one', async () => {
	const {run, digestOf} = await stockedRack({n1: {models: [{name: 'tiny'}]}});
	expect(await run('rename', 'tiny', 'small:1')).toMatchObject({
		status: 0,
		stdout: expect.stringContaining('n1: tiny:latest renamed to small:1'),
	});
	expect([digestOf('n1', 'tiny'), digestOf('n1', 'small:1') === undefined]).toEqual([
		undefined,
		false,
	]);
	expect((await run('rename', 'small:1', 'tiny', '--keep')).status).toBe(0);
	expect(digestOf('n1', 'tiny')).toBe(digestOf('n1', 'small:1'));
});

describe('models create', () => {
	const fileOf = (text: string): string => {
		const path = join(temporaryDirectory(), 'Modelfile');
		writeFileSync(path, text);
		return path;
	};

	it('makes a model as its Modelfile says', async () => {
		const {run, digestOf} = await stockedRack({n1: {models: [{name: 'tiny'}]}});
		const file = fileOf('FROM tiny\nPARAMETER temperature 0.2\nSYSTEM You are a pirate.\n');
		expect((await run('create', 'pirate', '--file', file)).status).toBe(0);
		expect(digestOf('n1', 'pirate')).toBeDefined();
	});

	it('brings the files that it names to each node that has them not, and says how much', async () => {
		const {run, digestOf, servers, audited} = await stockedRack({
			n1: {models: []},
			n2: {models: []},
		});
		const file = fileOf('FROM ./my model.gguf\nADAPTER lora.gguf\nSYSTEM You are a pirate.\n');
		const weights = writeGguf({'general.architecture': {type: 'string', value: 'qwen3'}}, []);
		writeFileSync(join(dirname(file), 'my model.gguf'), weights);
		writeFileSync(join(dirname(file), 'lora.gguf'), `GGUF${'x'.repeat(2 * megabyte)}`);
		const made = await run('create', 'pirate', '--file', file, '--all');
		expect(made).toMatchObject({status: 0, stderr: ''});
		expect(made.stdout).toMatch(/^n2: pirate created, 2 MiB sent$/m);
		expect(digestOf('n1', 'pirate')).toBe(digestOf('n2', 'pirate'));
		expect(
			servers.get('n1')?.requests.find(({path}) => path === '/api/create')?.body,
		).toMatchObject({
			files: {'my model.gguf': expect.stringMatching(/^sha256:/)},
			adapters: {'lora.gguf': expect.stringMatching(/^sha256:/)},
		});
		const again = await run('create', 'buccaneer', '--file', file, '--all', '--json');
		const lines = again.stdout.trim().split('\n');
		expect(lines.flatMap(line => deedSchemaErrors(JSON.parse(line)))).toEqual([]);
		const done = lines.map(line => JSON.parse(line)).filter(({state}) => state === 'done');
		expect(done.map(({fetchedBytes}) => fetchedBytes)).toEqual([0, 0]);
		expect(audited().at(0)).toMatchObject({what: 'createModel', target: 'n1 pirate'});
	});

	it.each([
		['FROM ./none.gguf', '1:6: ./none.gguf: not found. Check the name.'],
		['FROM tiny\nADAPTER /', '2:9: /: it is no plain file: name one GGUF file.'],
		['FROM ./Modelfile', '1:6: ./Modelfile: it is no GGUF file: llama.cpp makes one'],
	])('refuses %j before any node is reached', async (text, problem) => {
		const {run, opened} = await stockedRack({n1: {models: [{name: 'tiny'}]}});
		const file = fileOf(text);
		const {status, stderr} = await run('create', 'pirate', '--file', file);
		expect({status, opened}).toEqual({status: 2, opened: []});
		expect(stderr).toContain(`${file}:${problem}`);
	});

	it('refuses one that does not parse with its place, before any node is reached', async () => {
		const {run, opened} = await stockedRack({n1: {models: []}});
		const file = fileOf('FROM tiny\nPARAMETER temprature 0.2\n');
		expect(await run('create', 'pirate', '--file', file)).toMatchObject({
			status: 2,
			stderr: `${file}:2:11: "temprature" is no parameter. Did you mean temperature?`,
		});
		expect(opened).toEqual([]);
	});
});

it('with --read-only nothing is changed', async () => {
	const {run, opened} = await stockedRack({n1: {models: [{name: 'tiny'}]}});
	for (const words of [
		['pull', 'big'],
		['rm', 'tiny', '--yes'],
		['load', 'tiny'],
	]) {
		expect((await run(...words, '--read-only')).status).toBe(1);
	}

	expect(opened).toEqual([]);
});
