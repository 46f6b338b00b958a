import {describe, expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {Job} from '../../source/domain/job.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {quietProbe} from '../helpers/surroundings.ts';
import {hpc, looked, WatchedCluster} from '../helpers/watched-cluster.ts';

const timedOut: Failure = {kind: 'timedOut', where: 'hpc', afterMs: 12_000};
const refused: Failure = {
	...{kind: 'exited', where: 'squeue', exitCode: 1, signal: undefined},
	stderr: 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)',
};
const never = () => new Promise<never>(() => undefined);

/** An answer that takes so long. */
function late<Value>(cluster: WatchedCluster, tookMs: number, answer: Result<Value>) {
	return (): Promise<Result<Value>> =>
		new Promise(resolve => {
			cluster.clock.startTimer(tookMs, () => resolve(answer));
		});
}

it('a cluster tells what it is, then own jobs and the sums of its nodes', async () => {
	const cluster = new WatchedCluster().start();
	cluster.answers = {listJobs: async () => succeeded([aJob('4711')])};
	await cluster.clock.advance(10);
	expect(cluster.events.map(({type}) => type)).toEqual([
		...['cluster/connecting', 'cluster/described', 'cluster/jobsListed', 'cluster/nodesListed'],
	]);
	expect(cluster.told('cluster/jobsListed')).toMatchObject([
		{cluster: hpc, scope: 'mine', jobs: [{id: '4711'}], tookMs: 0, intervalMs: 10_000},
	]);
});

it('an hour of the tab is as many calls as the policy allows, never two at once', async () => {
	const cluster = new WatchedCluster().start();
	const answers = succeeded<readonly Job[]>([]);
	cluster.answers = {listJobs: late(cluster, 40, answers)};
	await cluster.clock.advance(3_599_000);
	expect(cluster.times('listJobs mine')).toBe(360);
	expect(cluster.times('listNodes')).toBe(60);
	expect(cluster.asked).toHaveLength(1 + 360 + 60);
	expect(cluster.mostAtOnce).toBe(1);
});

describe('what is looked at', () => {
	it('is asked for as soon as it is, and no more when it is not', async () => {
		const cluster = new WatchedCluster().start();
		await cluster.clock.advance(1000);
		cluster.run({type: 'lookAtCluster', cluster: hpc, look: {...looked, hasAll: true}});
		await cluster.clock.advance(1);
		expect(cluster.times('listJobs all')).toBe(1);
		cluster.run({type: 'lookAtCluster', cluster: hpc, look: {...looked, isPaused: true}});
		await cluster.clock.advance(600_000);
		expect(cluster.asked).toEqual(['describe', 'listJobs mine', 'listNodes', 'listJobs all']);
	});

	it('of a job that runs is also what it uses, of one that waits its detail alone', async () => {
		const cluster = new WatchedCluster();
		const job = {...looked, job: aRef('4711'), isOpen: true};
		cluster.answers = {listJobs: async () => succeeded([aJob('4711', {state: 'PENDING'})])};
		await cluster.start(undefined, job).clock.advance(9000);
		expect([cluster.times('describeJob'), cluster.times('readUsage')]).toEqual([2, 0]);
		cluster.answers = {listJobs: async () => succeeded([aJob('4711', {state: 'RUNNING'})])};
		await cluster.clock.advance(2000);
		expect(cluster.times('readUsage')).toBe(1);
	});

	it('is asked for when the cursor has rested on it, or at once where it is opened', async () => {
		const cluster = new WatchedCluster();
		const lookAt = (id: string, isOpen: boolean) =>
			cluster.run({
				...{type: 'lookAtCluster', cluster: hpc},
				look: {...looked, job: aRef(id), isOpen},
			});
		cluster.start();
		for (const id of ['1', '2', '3']) {
			await lookAt(id, false).clock.advance(900);
		}

		expect(cluster.times('describeJob')).toBe(0);
		await cluster.clock.advance(100);
		expect(cluster.times('describeJob')).toBe(1);
		await cluster.clock.advance(1000);
		await lookAt('4', true).clock.advance(0);
		expect(cluster.times('describeJob')).toBe(2);
	});

	it('of an array that is unfolded are its tasks', async () => {
		const cluster = new WatchedCluster();
		await cluster.start(undefined, {...looked, arrays: ['4720']}).clock.advance(0);
		expect(cluster.told('cluster/tasksListed')).toMatchObject([{array: '4720'}]);
	});
});

describe('a controller that hangs', () => {
	it('is told of with what a ping says, and nothing piles up behind it', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {
			listJobs: late(cluster, 12_000, failed(timedOut)),
			listNodes: late(cluster, 12_000, failed(timedOut)),
			ping: async () => 'slow',
		};
		await cluster.start().clock.advance(12_000);
		expect(cluster.told('cluster/askFailed')).toMatchObject([
			{question: 'mine', failure: timedOut, controller: 'slow', tookMs: 12_000},
		]);
		await cluster.clock.advance(3_600_000 - 12_000);
		expect(cluster.mostAtOnce).toBe(1);
		// 20, 40, 80, 160, 320 s after each, then ten minutes.
		expect(cluster.told('cluster/askFailed').length).toBeLessThanOrEqual(11);
	});

	it('lets nobody wait for its ping but what is told of it', async () => {
		const cluster = new WatchedCluster();
		const finished = {...looked, hasFinished: true};
		cluster.answers = {
			listJobs: late(cluster, 12_000, failed(timedOut)),
			ping: async () => {
				await new Promise<void>(resolve => {
					cluster.clock.startTimer(3000, resolve);
				});
				return 'slow';
			},
		};
		await cluster.start(undefined, finished).clock.advance(12_100);
		expect([cluster.times('ping'), cluster.times('listFinished')]).toEqual([1, 1]);
		expect(cluster.told('cluster/askFailed')).toEqual([]);
		await cluster.clock.advance(3000);
		expect(cluster.told('cluster/askFailed')).toMatchObject([{atMs: 12_000, controller: 'slow'}]);
	});

	it('that has answered again before its ping ended is not told of', async () => {
		const cluster = new WatchedCluster();
		let end = (_: 'slow'): void => undefined;
		const ping = () =>
			new Promise<'slow'>(resolve => {
				end = resolve;
			});
		cluster.answers = {listJobs: async () => failed(timedOut), ping};
		await cluster.start().clock.advance(100);
		cluster.answers = {};
		await cluster.run({type: 'refreshCluster', cluster: hpc}).clock.advance(3000);
		end('slow');
		await cluster.clock.advance(0);
		expect(cluster.told('cluster/jobsListed')).toHaveLength(1);
		expect(cluster.told('cluster/askFailed')).toEqual([]);
	});

	it('keeps nobody waiting who asks for something', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {listJobs: never, change: async () => []};
		await cluster.start().clock.advance(100);
		cluster.run({
			type: 'changeJobs',
			cluster: hpc,
			number: 1,
			jobs: [aRef('1')],
			change: {kind: 'cancel'},
		});
		await cluster.clock.advance(0);
		expect(cluster.told('jobs/changed')).toHaveLength(1);
	});

	it('that forgets its own deadline is given up after a while, and asked again only when it has ended', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {listJobs: never, listNodes: never};
		await cluster.start().clock.advance(1_800_000);
		expect(cluster.told('cluster/askFailed').length).toBeGreaterThan(2);
		expect(cluster.times('listJobs mine') + cluster.times('listNodes')).toBe(1);
	});

	it('answers again by itself', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {listJobs: async () => failed(refused), ping: async () => 'down'};
		await cluster.start().clock.advance(30_000);
		expect(cluster.told('cluster/askFailed')).toMatchObject([
			{controller: 'down', intervalMs: 20_000},
			{controller: 'down', intervalMs: 40_000},
		]);
		cluster.answers = {};
		await cluster.clock.advance(40_000);
		const scopes = cluster.told('cluster/jobsListed').map(({scope}) => scope);
		expect(scopes).toContain('mine');
	});

	it('is asked at once when a person wants to know', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {listJobs: async () => failed(timedOut)};
		await cluster.start().clock.advance(100);
		cluster.answers = {};
		await cluster.run({type: 'refreshCluster', cluster: hpc}).clock.advance(2000);
		expect(cluster.told('cluster/jobsListed')).toHaveLength(1);
	});
});

it('answers that come ever later while a ping is quick are told as a limit, and asked for half as often', async () => {
	const cluster = new WatchedCluster();
	let tookMs = 0;
	cluster.answers = {
		listJobs: () => {
			tookMs += 1000;
			return late(cluster, tookMs, succeeded<readonly Job[]>([]))();
		},
	};
	await cluster.start().clock.advance(120_000);
	expect(cluster.told('cluster/limited')).toMatchObject([{isLimited: true}]);
	cluster.answers = {};
	await cluster.clock.advance(600_000);
	expect(cluster.told('cluster/limited')).toMatchObject([{isLimited: true}, {isLimited: false}]);
});

it('answers that come ever later keep nobody waiting for the ping that says why', async () => {
	const cluster = new WatchedCluster();
	let tookMs = 0;
	cluster.answers = {
		ping: never,
		listJobs: () => {
			tookMs += 1000;
			return late(cluster, tookMs, succeeded<readonly Job[]>([]))();
		},
	};
	await cluster.start().clock.advance(600_000);
	expect(cluster.times('ping')).toBe(1);
	expect(cluster.times('listNodes')).toBe(10);
	expect(cluster.told('cluster/jobsListed').length).toBeGreaterThan(6);
});

describe('the way to the login node', () => {
	const lost: Failure = {kind: 'unreachable', where: 'login', reason: 'no route to host'};

	it('that is lost is told once, and made again', async () => {
		const cluster = new WatchedCluster().start();
		await cluster.clock.advance(1000);
		cluster.answers = {listJobs: async () => failed(lost), describe: async () => failed(lost)};
		await cluster.clock.advance(10_000);
		expect(cluster.told('cluster/lost').length).toBeGreaterThan(0);
		expect(cluster.told('cluster/askFailed')).toEqual([]);
		cluster.answers = {};
		await cluster.clock.advance(60_000);
		expect(cluster.events.at(-1)?.type).toMatch(/cluster\/(?:jobs|nodes)Listed/);
	});

	it('that is there again ends the silence that was found while it was dead', async () => {
		const cluster = new WatchedCluster();
		const dead = async () => failed(timedOut);
		cluster.answers = {listJobs: dead, listNodes: dead};
		await cluster.start(undefined, {...looked, hasFinished: true}).clock.advance(299_000);
		cluster.answers = {...cluster.answers, listFinished: async () => failed(lost)};
		await cluster.clock.advance(2000);
		expect(cluster.told('cluster/lost')).not.toEqual([]);
		cluster.answers = {};
		await cluster.clock.advance(15_000);
		const scopes = cluster.told('cluster/jobsListed').map(({scope}) => scope);
		expect(scopes).toContain('mine');
	});

	it('that times out while the node is away is what is lost, and not the controller: once it is back the queue is asked for at once', async () => {
		let isConnected = true;
		const cluster = new WatchedCluster({
			polledNode: () => ({
				...{openShell: quietProbe.openShell, intervalMs: 2000},
				isConnected: () => isConnected,
				isAwaited: () => false,
			}),
		});
		cluster.start(aNodeConfig('login'));
		await cluster.clock.advance(1000);
		isConnected = false;
		const away = failed({kind: 'timedOut', where: 'login', afterMs: 10_000});
		cluster.answers = {listJobs: async () => away, listNodes: async () => away};
		await cluster.clock.advance(60_000);
		expect(cluster.told('cluster/askFailed')).toEqual([]);
		expect(cluster.told('cluster/lost').at(-1)?.failure.kind).toBe('unreachable');
		cluster.answers = {};
		isConnected = true;
		const before = cluster.times('listJobs mine');
		await cluster.clock.advance(1000);
		expect(cluster.times('listJobs mine')).toBe(before + 1);
	});

	it('where Slurm is not there is looked at again each minute, or when a person says so', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {describe: async () => failed({kind: 'missing', where: 'squeue'})};
		await cluster.start().clock.advance(61_000);
		expect(cluster.times('describe')).toBe(2);
		expect(cluster.told('cluster/lost')).toMatchObject([{retryInMs: 60_000}, {}]);
		await cluster.run({type: 'refreshCluster', cluster: hpc}).clock.advance(0);
		expect(cluster.times('describe')).toBe(3);
	});
});

describe('what a person asks', () => {
	it('is asked with what was learnt of the cluster by those who poll it', () => {
		const {memories} = new WatchedCluster().start();
		expect(memories.length).toBeGreaterThan(1);
		expect(memories).toEqual(memories.map(() => expect.anything()));
		expect(new Set(memories).size).toBe(1);
	});

	it('is asked for with what is polled: after a change the list is read anew', async () => {
		const cluster = new WatchedCluster();
		cluster.answers = {change: async () => []};
		cluster.start();
		await cluster.clock.advance(4000);
		cluster.run({
			type: 'changeJobs',
			cluster: hpc,
			number: 1,
			jobs: [aRef('1')],
			change: {kind: 'hold'},
		});
		await cluster.clock.advance(1);
		expect(cluster.times('listJobs mine')).toBe(2);
	});

	it('anew ends the question before, whose answer is not told', async () => {
		const cluster = new WatchedCluster().start();
		await cluster.clock.advance(10);
		cluster.answers = {explain: never};
		cluster.run({type: 'explainJob', cluster: hpc, job: aRef('1')});
		const before = cluster.signals.at(-1);
		cluster.answers = {};
		cluster.run({type: 'explainJob', cluster: hpc, job: aRef('2')});
		await cluster.clock.advance(0);
		expect(before?.aborted).toBe(true);
		expect(cluster.told('jobs/explained')).toMatchObject([{job: {id: '2'}}]);
	});
});

it('what came of a change is told also where it is stopped meanwhile', async () => {
	const cluster = new WatchedCluster();
	const job = aRef('4711');
	const failure = {kind: 'cancelled', where: 'hpc'} as const;
	cluster.answers = {
		change: (_jobs, _change, {signal}) =>
			new Promise(resolve => {
				signal.addEventListener('abort', () =>
					resolve([{job, argv: ['scancel', '4711'], result: {kind: 'unknown', failure}}]),
				);
			}),
	};
	await cluster.start().clock.advance(10);
	cluster.run({type: 'changeJobs', cluster: hpc, number: 1, jobs: [job], change: {kind: 'cancel'}});
	cluster.stopAll();
	await cluster.clock.advance(10);
	expect(cluster.told('jobs/changed')).toMatchObject([{outcomes: [{result: {kind: 'unknown'}}]}]);
});

it.each(['stopCluster', 'stopAll'])('after %s nothing is told and no timer is left', async how => {
	const cluster = new WatchedCluster();
	cluster.answers = {listJobs: late(cluster, 5000, succeeded<readonly Job[]>([]))};
	await cluster.start().clock.advance(100);
	cluster.run({type: 'explainJob', cluster: hpc, job: aRef('1')});
	const before = cluster.events.length;
	if (how === 'stopAll') {
		cluster.stopAll();
	} else {
		cluster.run({type: 'stopCluster', cluster: hpc});
	}

	await cluster.clock.advance(600_000);
	expect(cluster.events).toHaveLength(before);
	expect(cluster.clock.timerCount).toBe(0);
	expect(cluster.signals.every(({aborted}) => aborted)).toBe(true);
});
