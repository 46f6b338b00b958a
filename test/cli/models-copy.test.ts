import {describe, expect, it} from 'vitest';
import {wholeModels} from '../helpers/copy-rack.ts';
import {type ShelvedNode, shelvedRack} from '../helpers/shelved-rack.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import type {ModelPlan} from '../ollama/add-model.ts';

/** Nodes with these models, whose files can be read, and what is whole on them. */
async function aRack(models: Readonly<Record<string, readonly ModelPlan[]>>) {
	const nodes = Object.fromEntries(
		Object.entries(models).map(([name, plans]): [string, ShelvedNode] => [
			name,
			{models: plans, isOpen: true},
		]),
	);
	const rack = await shelvedRack(nodes, [], {env: {XDG_STATE_HOME: temporaryDirectory()}});
	const on = (name: string) => wholeModels(rack.servers.get(name)?.folder ?? '');
	const pulled = (name: string) =>
		rack.servers.get(name)?.requests.filter(({path}) => path === '/api/pull').length;
	return {...rack, on, pulled};
}

const big: ModelPlan = {name: 'big'};
const otherBig: ModelPlan = {name: 'big', contextTokens: 4096};

describe('models copy', () => {
	it('brings a model from the node that has it to all others, and tells each step', async () => {
		const {run, on} = await aRack({n1: [{name: 'tiny'}], n2: [big], n3: [], n4: []});
		const {status, stdout, stderr} = await run('copy', 'big', '--all');
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		for (const name of ['n1', 'n3', 'n4']) {
			expect(on(name)).toMatchObject(on('n2'));
			expect(stdout).toMatch(new RegExp(`^${name}: big:latest copied from n\\d`, 'm'));
		}

		expect(stdout).not.toContain('n2: ');
	});

	it('where it is already does nothing', async () => {
		const {run, pulled} = await aRack({n1: [big], n2: [big]});
		const {status, stdout} = await run('copy', 'big', '--from', 'n1', '--node', 'n2');
		expect({status, pulls: pulled('n2')}).toEqual({status: 0, pulls: 0});
		expect(stdout).toMatch(/^n2: big:latest was there already$/m);
	});

	it('takes one that is not the same everywhere only from the node that is named', async () => {
		const {run, on} = await aRack({n1: [big], n2: [otherBig], n3: []});
		expect(await run('copy', 'big', '--node', 'n3')).toMatchObject({
			status: 2,
			stderr: 'big is not the same on n1, n2. Which one? --from NODE',
		});
		expect(await run('copy', 'big', '--from', 'n2', '--all')).toMatchObject({status: 0});
		expect([on('n1'), on('n3')]).toEqual([on('n2'), on('n2')]);
	});

	it.each([
		[['big'], 'To which nodes? --node NAME, again for more of them, or --all.'],
		[['big', '--from', 'n1', '--node', 'n1'], '--from and --node are the same node'],
		[['big', '--from', 'n9', '--all'], 'n9'],
		[['../big', '--all'], 'is no name of a model'],
	])('%j is refused before any node is reached', async (words, reason) => {
		const {run, opened} = await aRack({n1: [big], n2: []});
		const {status, stderr} = await run('copy', ...words);
		expect({status, opened}).toEqual({status: 2, opened: []});
		expect(stderr).toContain(reason);
	});

	it('says which node has it where the one that is named has not, and knows no other model', async () => {
		const {run} = await aRack({n1: [big], n2: [], n3: []});
		expect(await run('copy', 'big', '--from', 'n2', '--node', 'n3')).toMatchObject({
			status: 2,
			stderr: 'n2 has no big. It is on n1.',
		});
		expect(await run('copy', 'bih', '--node', 'n3')).toMatchObject({
			status: 1,
			stderr: expect.stringContaining('bih'),
		});
	});

	it('is not done with --read-only', async () => {
		const {run, opened} = await aRack({n1: [big], n2: []});
		expect(await run('copy', 'big', '--all', '--read-only')).toMatchObject({status: 1});
		expect(opened).toEqual([]);
	});
});
