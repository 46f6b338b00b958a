/** What the program costs the controller of a cluster where others have 50,000 jobs. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {daemonPids} from '../../scripts/lab/slurm-daemons.ts';
import {statOf} from '../../scripts/lab/processes.ts';
import {loginHost} from '../../scripts/lab/slurm-cluster.ts';
import {hostNamed, needState} from '../../scripts/lab/state.ts';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import type {Job} from '../../source/domain/job.ts';
import {succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';
import {looked, WatchedCluster} from '../helpers/watched-cluster.ts';
import {quote} from '../helpers/watched-rack.ts';

const {signal} = new AbortController();
const arrays = 5;
const tasks = 10_000;

describe.skipIf(!hasSlurmLab)('beside 50,000 jobs of others', () => {
	let cluster: SlurmLab;
	let alice: SlurmClient;

	beforeAll(async () => {
		cluster = await raiseSlurmLab({hasAccounting: false, conf: ['MaxJobCount=100000']});
		alice = createSlurmClient({ask: cluster.ask('alice'), where: 'hpc', clock: systemClock});
		for (let index = 0; index < arrays; index += 1) {
			const id = await cluster.submit('bob', 'true', ['--begin=now+1day', '-a', `0-${tasks}`]);
			// An array that waits is one record. Where all tasks but one are held, each has a record of its own.
			await cluster.as('root', ['scontrol', 'hold', `${id}_[0-${tasks - 1}]`]);
		}

		await cluster.submit('alice', 'true', ['-H']);
	});

	afterAll(() => cluster.close());

	test('an hour of the tab costs the controller a tenth at most of `watch -n 2 squeue`', async () => {
		const costOf = (ask: () => Promise<unknown>) => cpuMsOf(cluster, ask);
		const squeue = await costOf(() => cluster.as('alice', ['sh', '-c', 'squeue >/dev/null']));
		const [own] = expectValue(await alice.listJobs({kind: 'mine'}, signal));
		if (own === undefined) {
			throw new Error('alice has no job');
		}

		const calls = await callsOfAnHour(own);
		const costs = {
			mine: await costOf(async () => {
				expect(expectValue(await alice.listJobs({kind: 'mine'}, signal))).toHaveLength(1);
			}),
			all: await costOf(async () => {
				const jobs = expectValue(await alice.listJobs({kind: 'all'}, signal));
				expect(jobs.length).toBeGreaterThan(arrays * tasks);
			}),
			nodes: await costOf(() => alice.listNodes(signal)),
			job: await costOf(() => alice.describeJob(own.rawId, signal)),
			usage: await costOf(() => alice.readUsage(own, signal)),
		};
		const kinds = ['mine', 'all', 'nodes', 'job', 'usage'] as const;
		const costOfAll = calls.all * costs.all;
		const ours = kinds.reduce((sum, kind) => sum + calls[kind] * costs[kind], 0);
		const theirs = 1800 * squeue;
		quote(
			`slurmctld at ${arrays * tasks} jobs: squeue ${squeue.toFixed(0)} ms; mine ${costs.mine.toFixed(1)}, all ${costs.all.toFixed(0)}, nodes ${costs.nodes.toFixed(1)}, job ${costs.job.toFixed(1)}, usage ${costs.usage.toFixed(1)} ms; an hour of ours ${((ours - costOfAll) / 1000).toFixed(1)} s, with all in view ${(ours / 1000).toFixed(1)} s (${JSON.stringify(calls)}), of watch ${(theirs / 1000).toFixed(1)} s`,
		);

		// As the tab opens, and with everybody's jobs in view for all of the hour.
		expect(ours - costOfAll).toBeLessThan(theirs / 10);
		expect(ours).toBeLessThan(theirs / 7);
	});
});

/** Of the poller, on a clock of its own, while everybody's jobs are looked at, and one of one's own, which runs, is open. */
async function callsOfAnHour(own: Job) {
	const {id, user, submittedAtMs} = own;
	const watched = new WatchedCluster();
	const job = {...own, state: 'RUNNING'};
	watched.answers = {listJobs: async () => succeeded([job])};
	const look = {...looked, hasAll: true, job: {id, user, submittedAtMs}, isOpen: true};
	watched.start(undefined, look);
	await watched.clock.advance(3_599_000);
	watched.stopAll();
	return {
		mine: watched.times('listJobs mine'),
		all: watched.times('listJobs all'),
		nodes: watched.times('listNodes'),
		job: watched.times('describeJob'),
		usage: watched.times('readUsage'),
	};
}

/** Mean CPU time of the controller for one call, in steps of 10 ms for all of them. */
async function cpuMsOf({lab}: SlurmLab, ask: () => Promise<unknown>): Promise<number> {
	const state = needState(lab.folder);
	const context = {folder: lab.folder, state, host: hostNamed(state, loginHost)};
	const [pid = 0] = daemonPids(context, 'slurmctld');
	const ticks = () => statOf(pid)?.cpuTicks ?? Number.NaN;
	const before = ticks();
	const rounds = 5;
	for (let round = 0; round < rounds; round += 1) {
		await ask();
	}

	return ((ticks() - before) * 10) / rounds;
}
