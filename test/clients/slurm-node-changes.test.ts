import {describe, expect, it} from 'vitest';
import {createSlurmNodeChanges} from '../../source/clients/slurm-node-changes.ts';
import type {NodeChange} from '../../source/domain/job-change.ts';
import type {SlurmNode} from '../../source/domain/partition.ts';
import {type ScriptedCommand, ScriptedSlurm} from '../helpers/scripted-slurm.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';
import {aSlurmNode} from '../helpers/slurm-nodes.ts';

const timedOut = {kind: 'timedOut', where: 'hpc', afterMs: 25_000} as const;
const drain = {kind: 'drain', reason: 'fan 2; $(reboot)'} as const;
const resume = {kind: 'resume'} as const;
const done = {kind: 'done'};
const two = ['node003', 'node004'];
const resumeTwo = 'scontrol update NodeName=node003,node004 State=RESUME';

function stderrOf(name: string): string {
	return slurmText(`${name}.txt.err`);
}

type World = {
	readonly script: readonly ScriptedCommand[];
	/** How they are afterwards. @default nobody may ask */
	readonly after?: readonly SlurmNode[] | typeof timedOut;
};

/** What became of the nodes, by name. */
async function changed(nodes: readonly string[], change: NodeChange, {script, after}: World) {
	const slurm = new ScriptedSlurm(script);
	const client = createSlurmNodeChanges({
		ask: slurm.ask,
		async listNodes() {
			if (after === undefined) {
				throw new Error('looked where nothing is to be seen');
			}

			return 'kind' in after
				? {ok: false, failure: after}
				: {ok: true, value: {partitions: [], nodes: after}};
		},
	});
	const outcomes = await client.changeNodes(nodes, change, new AbortController().signal);
	expect(slurm.left).toEqual([]);
	const results = Object.fromEntries(outcomes.map(({node, result}) => [node, result]));
	return {outcomes, results, asked: slurm.asked};
}

describe('changes to nodes of a cluster', () => {
	const command = 'scontrol update NodeName=node004 State=DRAIN Reason=fan 2; $(reboot)';

	it('drain a node with the reason as one argument', async () => {
		const {results, asked} = await changed(['node004'], drain, {script: [{command}]});
		expect(results).toEqual({node004: done});
		expect(asked[0]?.argv).toContain('Reason=fan 2; $(reboot)');
	});

	it('are refused to who may not in the words of the cluster, whatever the nodes are', async () => {
		const stderr = stderrOf('change-node-alice');
		const {results} = await changed(two, resume, {
			script: [{command: resumeTwo, exitCode: 1, stderr}],
		});
		const refused = {kind: 'refused', words: 'Invalid user id'};
		expect(results).toEqual({node003: refused, node004: refused});
	});

	it.each(['node[001-004]', 'node001,node002', 'ALL', 'all', 'a\nb', '$(x)', ''])(
		'name one node each, never %j',
		async name => {
			const {results, outcomes} = await changed([name], drain, {script: []});
			expect(results).toMatchObject({[name]: {kind: 'failed', failure: {kind: 'rejected'}}});
			expect(outcomes[0]?.argv).toEqual([]);
		},
	);

	it('that could not be done to one are told of each as it is then', async () => {
		const stderr = stderrOf('change-node-state');
		const script = [{command: resumeTwo, exitCode: 1, stderr}];
		const refused = {kind: 'refused', words: 'Invalid node state specified'};
		const both = await changed(two, resume, {script, after: two.map(name => aSlurmNode(name))});
		expect(both.results).toEqual({node003: done, node004: done});
		const one = await changed(two, resume, {
			script,
			after: [aSlurmNode('node003'), aSlurmNode('node004', {states: ['DOWN', 'NOT_RESPONDING']})],
		});
		expect(one.results).toEqual({node003: done, node004: refused});
		const none = await changed(two, resume, {script, after: timedOut});
		expect(none.results).toMatchObject({node003: {kind: 'unknown'}, node004: {kind: 'unknown'}});
		const gone = await changed(two, resume, {script, after: [aSlurmNode('node003')]});
		expect(gone.results).toEqual({node003: done, node004: refused});
	});

	it.each([
		['no answer came', {failure: timedOut}],
		['the answer was lost', {exitCode: 1, stderr: stderrOf('err-ctldhung-sbatch')}],
	])('are known by the node itself, or not at all, where %s', async (_, silence) => {
		const script = [{command, ...silence}];
		const drained = {states: ['DRAINED'], reason: drain.reason};
		const after = [aSlurmNode('node004', drained)];
		expect((await changed(['node004'], drain, {script, after})).results).toEqual({node004: done});
		const before = [aSlurmNode('node004', {...drained, reason: 'another'})];
		for (const world of [
			{script, after: before},
			{script, after: timedOut},
		] as const) {
			const {results} = await changed(['node004'], drain, world);
			expect(results).toMatchObject({node004: {kind: 'unknown'}});
		}
	});

	it('that never reached a controller are a failure', async () => {
		const stderr = stderrOf('err-ctlddown-scancel');
		const script = [{command, exitCode: 1, stderr}];
		const {results} = await changed(['node004'], drain, {script, after: timedOut});
		expect(results).toMatchObject({node004: {kind: 'failed', failure: {kind: 'exited'}}});
	});
});
