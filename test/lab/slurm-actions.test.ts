/** What is done to the jobs of a real cluster, over ssh, as alice, and what comes of it. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import type {SlurmClient} from '../../source/clients/slurm-client.ts';
import type {JobRef} from '../../source/domain/job.ts';
import type {JobChange} from '../../source/domain/job-change.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import type {Submission} from '../../source/domain/submission.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {cutShell} from '../helpers/cut-shell.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';

const {signal} = new AbortController();
const isFull = process.env['FULL'] === '1';

describe.skipIf(!hasSlurmLab)('on a real cluster', () => {
	let cluster: SlurmLab;
	let alice: SlurmClient;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
		alice = clientOver(cluster.openShell('alice'));
	});

	afterAll(() => cluster.close());

	const refTo = async (id: string): Promise<JobRef> => {
		const [job] = expectValue(await alice.listJobs({kind: 'ids', ids: [id]}, signal));
		if (job === undefined) {
			throw new Error(`no job ${id}`);
		}

		return {id: job.array?.id ?? job.id, user: job.user, submittedAtMs: job.submittedAtMs};
	};
	const change = async (job: JobRef, what: JobChange) =>
		(await alice.change([job], what, {signal}))[0]?.result;
	const told = (id: string, format: string) =>
		cluster.as('root', ['squeue', '-h', '-t', 'all', '-j', id, '-o', format]);

	test('cancel, hold, release, requeue and requeue held do what they say', async () => {
		const running = await refTo(await cluster.submit('alice', 'sleep 600'));
		await cluster.untilState(running.id, 'RUNNING');
		const waiting = await refTo(await cluster.submit('alice', 'true', ['--begin=now+1hour']));
		const done = {kind: 'done'};

		expect(await change(waiting, {kind: 'hold'})).toEqual(done);
		expect(await told(waiting.id, '%r')).toBe('JobHeldUser');
		expect(await change(waiting, {kind: 'release'})).toEqual(done);
		expect(await told(waiting.id, '%r')).not.toBe('JobHeldUser');
		expect(await change(running, {kind: 'requeueHold'})).toEqual(done);
		expect(await told(running.id, '%T %r')).toMatch(/^(PENDING|COMPLETING) /);
		await cluster.untilState(running.id, 'PENDING');
		expect(await change(waiting, {kind: 'cancel'})).toEqual(done);
		expect(await told(waiting.id, '%T')).toBe('CANCELLED');

		const again = await refTo(await cluster.submit('alice', 'sleep 600'));
		await cluster.untilState(again.id, 'RUNNING');
		expect(await change(again, {kind: 'requeue'})).toEqual(done);
		await cluster.untilState(again.id, 'PENDING');
		await cluster.cancelAll();
	});

	test('time, nice value, name and comment are what they were set to', async () => {
		const job = await refTo(
			await cluster.submit('alice', 'true', ['--begin=now+1hour', '-t', '60']),
		);
		const changes: readonly JobChange[] = [
			{kind: 'setTimeLimit', seconds: 1800},
			{kind: 'addTime', seconds: -600},
			{kind: 'setNice', nice: 50},
			{kind: 'setName', name: 'naïve $(touch x) --help'},
			{kind: 'setComment', comment: 'seen; `touch y`'},
		];
		for (const each of changes) {
			expect([each.kind, await change(job, each)]).toEqual([each.kind, {kind: 'done'}]);
		}

		expect(await told(job.id, '%l %j|%k')).toBe('20:00 naïve $(touch x) --help|seen; `touch y`');
		expect(expectValue(await alice.describeJob(job.id, signal)).nice).toBe(50);
		expect(await cluster.as('alice', ['sh', '-c', 'ls x y 2>/dev/null; true'])).toBe('');
		await cluster.cancelAll();
	});

	test('one command cancels an array, and each of several jobs is told of by itself', async () => {
		const array = await refTo(await cluster.submit('alice', 'sleep 600', ['-a', '1-400%2']));
		const own = await refTo(await cluster.submit('alice', 'sleep 600'));
		const other = await refTo(await cluster.submit('bob', 'sleep 600'));
		const gone = {...own, id: '999999'};
		const outcomes = await alice.change([array, own, other, gone], {kind: 'cancel'}, {signal});

		expect(outcomes.map(({result}) => result.kind)).toEqual(['done', 'done', 'refused', 'gone']);
		expect(outcomes[2]?.result).toMatchObject({
			words: expect.stringMatching(/permission|denied|user/i),
		});
		await cluster.untilState(own.id, 'CANCELLED');
		expect(await told(other.id, '%T')).toMatch(/^(PENDING|RUNNING)$/);
		await cluster.cancelAll();
	});

	test('what was meant is another job now, or no id at all: nothing is sent', async () => {
		const job = await refTo(await cluster.submit('alice', 'sleep 600'));
		const before = {...job, submittedAtMs: (job.submittedAtMs ?? 0) - 1000};
		const outcomes = await alice.change(
			[before, {...job, id: '$(touch x)'}, {...job, user: 'bob'}],
			{kind: 'cancel'},
			{signal},
		);

		expect(outcomes.map(({result, argv}) => [result.kind, argv])).toEqual([
			['gone', []],
			['failed', []],
			['gone', []],
		]);
		expect(await told(job.id, '%T')).toMatch(/^(PENDING|RUNNING)$/);
		expect(await cluster.as('alice', ['sh', '-c', 'ls x 2>/dev/null; true'])).toBe('');
		await cluster.cancelAll();
	});

	test('alice may not drain a node, and is told so', async () => {
		const outcomes = await alice.changeNodes(['node004'], {kind: 'drain', reason: 'fan'}, signal);

		expect(outcomes).toMatchObject([
			{result: {kind: 'refused', words: expect.stringMatching(/permission|denied|user/i)}},
		]);
		expect(await cluster.as('root', ['sinfo', '-h', '-N', '-n', 'node004', '-o', '%T'])).toBe(
			'idle',
		);
	});

	test('a script is submitted once, from its own text', async () => {
		const {outcome} = await alice.submit(textOf('once', '#!/bin/sh\ntrue\n'), signal);

		expect(outcome).toMatchObject({kind: 'submitted', wasLookedUp: false});
		expect(await jobsWith(cluster, 'once')).toHaveLength(1);
		await cluster.cancelAll();
	});

	test.each([
		['a partition that is not there', ['--partition=nosuch'], /invalid partition/i],
		['an account that is not there', ['--account=nosuch'], /invalid account/i],
		['a time that is none', ['--time=banana'], /time/i],
		['an option that is none', ['--frobnicate'], /frobnicate/],
	])('%s: the cluster’s own words, and no job', async (_what, options, words) => {
		const submission = {...textOf('refused', '#!/bin/sh\ntrue\n'), options};
		const {outcome} = await alice.submit(submission, signal);
		const tested = expectValue(await alice.test(submission, signal));

		expect(outcome).toMatchObject({kind: 'refused', words: expect.stringMatching(words)});
		expect(tested).toMatchObject({kind: 'refused', words: expect.stringMatching(words)});
		expect(await jobsWith(cluster, 'refused')).toEqual([]);
	});

	test('a script without #!: the cluster’s own words', async () => {
		const {outcome} = await alice.submit(textOf('nobang', 'true\n'), signal);

		expect(outcome).toMatchObject({kind: 'refused', words: expect.stringContaining('#!')});
	});

	const cuts = isFull ? 50 : 5;
	test(`an answer that is cut off, ${cuts} times: no job or one, never two, and the client knows which`, async () => {
		const seen = new Map<string, number>();
		let cutCount = 0;
		const onCut = () => {
			cutCount += 1;
		};
		for (let first = 0; first < cuts; first += 10) {
			const rounds = Array.from({length: Math.min(10, cuts - first)}, (_, index) => first + index);
			await Promise.all(rounds.map(round => cutOnce(cluster, {round, seen, onCut})));
		}

		process.stdout.write(
			`cut ${cutCount} times: ${[...seen].map(([kind, count]) => `${count} ${kind}`).join(', ')}\n`,
		);
		const {found = 0, notSubmitted = 0} = Object.fromEntries(seen);
		// Those whose answer is lost are cut in any case.
		expect(cutCount).toBeGreaterThanOrEqual(cuts / 5);
		expect(found + notSubmitted).toBeGreaterThanOrEqual(cuts / 5);
		await cluster.cancelAll();
	});
});

type CutRound = {
	readonly round: number;
	readonly seen: Map<string, number>;
	readonly onCut: () => void;
};

/** From before sbatch has begun to after its answer, which takes a tenth of a second here; each fifth just when it comes. */
async function cutOnce(cluster: SlurmLab, {round, seen, onCut}: CutRound): Promise<void> {
	const token = `cut${round}`;
	const when = round % 5 === 4 ? 'answer' : (round * 47) % 240;
	const client = clientOver(
		cutShell(cluster.openShell('alice'), {after: '\nsbatch\n', when, onCut}),
	);
	const {outcome} = await client.submit(textOf(token, '#!/bin/sh\nsleep 60\n'), signal);
	const jobs = await jobsWith(cluster, token);
	const kind = outcome.kind === 'submitted' && outcome.wasLookedUp ? 'found' : outcome.kind;
	seen.set(kind, (seen.get(kind) ?? 0) + 1);

	expect([kind, outcome.kind === 'submitted' ? [outcome.id] : []]).toEqual([kind, jobs]);
	expect(kind).toMatch(/^(submitted|found|notSubmitted)$/);
}

function clientOver(openShell: OpenShell): SlurmClient {
	const ask = createAskSlurm({openShell, clock: systemClock, where: 'hpc'});
	return createSlurmClient({ask, where: 'hpc', clock: systemClock});
}

function textOf(token: string, bytes: string): Submission {
	return {script: {kind: 'text', name: 'test.sh', bytes}, options: [], token};
}

/** Ids of those whose comment holds the token. */
async function jobsWith(cluster: SlurmLab, token: string): Promise<readonly string[]> {
	const lines = (await cluster.as('root', ['squeue', '-h', '-t', 'all', '-o', '%A %k'])).split(
		'\n',
	);
	return lines
		.filter(line => line.split(/[ :]/).includes(token))
		.map(line => line.split(' ')[0] ?? '');
}
