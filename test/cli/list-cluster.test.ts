import {describe, expect, it} from 'vitest';
import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import type {Job} from '../../source/domain/job.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {runOnCluster} from '../helpers/commanded-cluster.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aJob} from '../helpers/job-builders.ts';

const facts = {version: '22.05.8', user: 'alice', name: 'lab', hasAccounting: true};
const theirs = aJob('4711', {user: 'bob', name: 'bobs'});
const waits = aJob('4720_[3-9]', {rawId: '4720', array: {id: '4720', task: '3-9'}});
const task = (number: number, state: string): Job =>
	aJob(`4720_${number}`, {
		...{rawId: `473${number}`, state, reason: 'None'},
		array: {id: '4720', task: `${number}`},
	});
const runs = task(2, 'RUNNING');
const over = task(1, 'COMPLETED');
const long = aJob('4699', {state: 'COMPLETED', reason: 'None', name: 'this-morning'});

type Parts = Partial<Pick<SlurmClient, 'listJobs' | 'listFinished' | 'describe'>>;

/** A cluster that tells only of what waits and runs where it is asked for everybody. */
async function listOf(args: readonly string[], parts: Parts = {}, clock = new FakeClock()) {
	const asked: string[] = [];
	const refuse = async () => failed({kind: 'missing', where: 'not made for this'} as const);
	const client: SlurmClient = {
		describe: async () => succeeded(facts),
		async listJobs({kind}) {
			asked.push(kind);
			return succeeded(kind === 'all' ? [theirs, waits, runs] : [waits, runs, over]);
		},
		async listFinished() {
			asked.push('finished');
			return succeeded([over, long]);
		},
		async listNodes() {
			asked.push('nodes');
			return succeeded({partitions: [], nodes: []});
		},
		ping: async () => 'up',
		...{describeJob: refuse, readUsage: refuse, readScript: refuse, explain: refuse},
		...{listScripts: refuse, readScriptFile: refuse, test: refuse},
		change: async () => [],
		changeNodes: async () => [],
		submit: async () => expect.unreachable('nothing is submitted'),
		...parts,
	};
	const slurm = {createAsk: () => refuse, createClient: () => client};
	const running = runOnCluster(['jobs', 'ls', ...args], {surroundings: {slurm, clock}});
	return {...(await running), asked};
}

describe('jobs ls --all', () => {
	it('counts how far an own array is, and has what ended today of own ones', async () => {
		const run = await listOf(['--all']);
		expect(run).toMatchObject({status: 0, stderr: '', asked: ['all', 'mine', 'finished']});
		expect(run.stdout).toMatch(/^4720_.* 1 of 9 done/m);
		expect(run.stdout).toMatch(/^4699 +this-morning +alice .*done/m);
		expect(run.stdout.match(/^4711 +bobs +bob /gm)).toHaveLength(1);
		expect(run.stdout.trimEnd().split('\n')).toHaveLength(4);
	});

	it('as JSON has each of these once', async () => {
		const run = await listOf(['--all', '--json']);
		const [cluster] = JSON.parse(run.stdout).slurm;
		const ids = cluster.jobs.map(({id}: {id: string}) => id).toSorted();
		expect(ids).toEqual(['4699', '4711', '4720', '4731', '4732']);
		expect(JSON.parse(run.stdout).problems).toEqual([]);
	});

	it('without an accounting database asks for no more than the queue', async () => {
		const describe = async () => succeeded({...facts, hasAccounting: false});
		expect(await listOf(['--all'], {describe})).toMatchObject({asked: ['all', 'mine'], stderr: ''});
	});
});

describe('a database that', () => {
	const refused = {
		kind: 'exited',
		where: 'login',
		exitCode: 1,
		signal: undefined,
		stderr: 'sacct: error: Problem talking to the database',
	} as const;

	it('refuses leaves the queue, and is told', async () => {
		const listFinished = async () => failed(refused);
		const run = await listOf(['--all'], {listFinished});
		expect(run.status).toBe(0);
		expect(run.stdout).toMatch(/^4711 +bobs/m);
		expect(run.stderr).toContain('hpc: what ended today is not told: ');
		const {problems} = JSON.parse((await listOf(['--all', '--json'], {listFinished})).stdout);
		expect(problems).toMatchObject([{source: 'hpc'}]);
		expect(problems[0].text).toContain('Problem talking to the database');
	});

	it('hangs is waited for no longer than five seconds', async () => {
		const clock = new FakeClock();
		const asked = Promise.withResolvers<void>();
		const listFinished: SlurmClient['listFinished'] = () => {
			asked.resolve();
			return new Promise(() => undefined);
		};
		const running = listOf([], {listFinished}, clock);
		await asked.promise;
		await clock.advance(5000);
		const run = await running;
		expect(run.status).toBe(0);
		expect(run.stdout).toMatch(/^4720_/m);
		expect(run.stderr).toContain('what ended today is not told: sacct: no answer after 5');
	});
});

describe('own jobs that are not told', () => {
	it('are no half of a list', async () => {
		const failure = {kind: 'timedOut', where: 'login', afterMs: 12_000} as const;
		const run = await listOf(['--all'], {
			listJobs: async ({kind}) => (kind === 'all' ? succeeded([theirs]) : failed(failure)),
		});
		expect(run).toMatchObject({status: 1, stdout: ''});
		expect(run.stderr).toContain('slurmctld timed out after 12');
	});
});
