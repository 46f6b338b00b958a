import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {createSlurmJobReads} from '../../source/clients/slurm-job-reads.ts';
import type {Job} from '../../source/domain/job.ts';
import {type Result, succeeded} from '../../source/domain/result.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {type ScriptedCommand, ScriptedSlurm} from '../helpers/scripted-slurm.ts';

const {signal} = new AbortController();

/** Bytes, one character each. */
function capture(file: string): string {
	return readFileSync(join(import.meta.dirname, '../fixtures/slurm', file), 'latin1');
}

const format = ['Name', 'Command', 'WorkDir', 'Comment', 'STDOUT', 'STDERR']
	.map(name => `${name}:markQ`)
	.join(',');
const texts = (id: string) =>
	`squeue --local --noheader --states=all --jobs=${id} --Format=${format}`;

/** Lists are answered by the options that they are asked with; any other is a surprise. */
function readsOf(
	script: readonly ScriptedCommand[],
	lists: Readonly<Record<string, Result<readonly Job[]>>> = {},
) {
	const slurm = new ScriptedSlurm(script);
	const asked: string[] = [];
	const reads = createSlurmJobReads({
		...{ask: slurm.ask, where: 'hpc', newMark: () => 'arkQ', clock: new FakeClock()},
		async listJobsWith(options) {
			const words = options.join(' ');
			asked.push(words);
			const list = lists[words];
			if (list === undefined) {
				throw new Error(`listed: ${words}`);
			}

			return list;
		},
	});
	return {reads, slurm, asked};
}

describe('a job that is described', () => {
	it('is asked of scontrol, and what its owner wrote of squeue', async () => {
		const {reads, slurm} = readsOf([
			{command: texts('21'), stdout: capture('squeue-texts-forged.txt')},
			{command: 'scontrol --local -d show job 21', stdout: capture('scontrol-show-job-forged.txt')},
		]);
		const told = await reads.describeJob('21', signal);
		expect(told).toMatchObject({ok: true, value: {user: 'carol', state: 'PENDING'}});
		expect(slurm.left).toEqual([]);
	});

	it('is asked for those texts once while it is looked at, and again when its name is another', async () => {
		const detail = {
			command: 'scontrol --local -d show job 24',
			stdout: capture('scontrol-show-job-running.txt'),
		};
		const renamed = {...detail, stdout: detail.stdout.replace('JobName=train', 'JobName=other')};
		const known = {command: texts('24'), stdout: capture('squeue-texts.txt')};
		const {reads, slurm} = readsOf([known, detail, detail, renamed, known, detail]);
		for (const state of ['RUNNING', 'RUNNING', undefined, 'RUNNING']) {
			expect(await reads.describeJob('24', signal)).toMatchObject({value: {state}});
		}

		expect(slurm.left).toEqual([]);
	});

	it('is told without those texts where squeue has forgotten it', async () => {
		const {reads} = readsOf([
			{command: texts('24'), exitCode: 1, stderr: 'slurm_load_jobs error: Invalid job id'},
			{
				command: 'scontrol --local -d show job 24',
				stdout: capture('scontrol-show-job-running.txt'),
			},
		]);
		const told = await reads.describeJob('24', signal);
		expect(told).toMatchObject({ok: true, value: {workDir: '/home/carol/caps'}});
	});

	it('that is not there is refused in the words of the cluster', async () => {
		const stderr = 'slurm_load_jobs error: Invalid job id specified\n';
		const {reads} = readsOf([
			{command: texts('9'), exitCode: 1, stderr},
			{command: 'scontrol --local -d show job 9', exitCode: 1, stderr},
		]);
		expect(await reads.describeJob('9', signal)).toMatchObject({
			ok: false,
			failure: {kind: 'exited', exitCode: 1, stderr},
		});
	});

	it.each(['$(touch x)', '', '-h', '5 6'])('by the id %j reaches no command', async id => {
		const {reads} = readsOf([]);
		expect(await reads.describeJob(id, signal)).toMatchObject({failure: {kind: 'rejected'}});
		expect(await reads.explain(aRef(id), signal)).toMatchObject({failure: {kind: 'rejected'}});
	});
});

describe('what a job uses', () => {
	const columns = 'MaxRSS,NTasks,MaxDiskRead,MaxDiskWrite,TRESUsageInAve';

	it('is asked of sstat while it runs, by the id of its own record', async () => {
		const command = `sstat --allsteps --noheader --parsable2 --format=JobID,AveCPU,${columns} --jobs=38`;
		const {reads} = readsOf([{command, stdout: capture('sstat-steps.txt')}]);
		const job = aJob('13_4', {state: 'RUNNING', rawId: '38'});
		expect(await reads.readUsage(job, signal)).toMatchObject({
			value: {maxMemoryBytes: 4688 * 1024},
		});
	});

	it('is asked of sacct when it has ended', async () => {
		const command = `sacct --noheader --parsable2 --format=JobID,TotalCPU,${columns} --jobs=24`;
		const {reads} = readsOf([{command, stdout: capture('sacct-steps.txt')}]);
		const told = await reads.readUsage(aJob('24', {state: 'COMPLETED'}), signal);
		expect(told).toMatchObject({value: {maxMemoryBytes: 4688 * 1024}});
	});

	it('is nothing before it has begun, and nobody is asked', async () => {
		const {reads} = readsOf([]);
		expect(await reads.readUsage(aJob('24'), signal)).toMatchObject({
			value: {cpuSeconds: undefined},
		});
	});
});

describe('the script of a job', () => {
	it('is as it was submitted', async () => {
		const stdout = capture('write-batch-script-own.txt');
		const {reads} = readsOf([{command: 'scontrol write batch_script 24 -', stdout}]);
		expect(await reads.readScript(aRef('24'), signal)).toEqual({ok: true, value: stdout});
	});

	it('of another user is refused in the words of the cluster', async () => {
		const stderr = capture('other-write-batch-script.txt.err');
		// 22.05 exits with 0.
		const {reads} = readsOf([{command: 'scontrol write batch_script 24 -', exitCode: 0, stderr}]);
		expect(await reads.readScript(aRef('24'), signal)).toMatchObject({failure: {stderr}});
	});
});

describe('why a job waits', () => {
	const start = {
		command: 'squeue --local --start --noheader --jobs=4726 --format=%S|%Y',
		stdout: '1795350127|node003\n',
	};
	const queue = '--partition=gpu,batch --states=PENDING,RUNNING';

	it('for its turn is the queue of its partitions and its priority', async () => {
		const job = aJob('4726', {partition: 'gpu,batch', reason: 'Priority', priority: 100});
		const before = aJob('1', {partition: 'batch', reason: 'Resources', priority: 300});
		const held = aJob('2', {priority: 0, reason: 'JobHeldUser'});
		const later = aJob('3', {endsAtMs: 9000, state: 'RUNNING'});
		const sooner = aJob('5', {endsAtMs: 5000, state: 'RUNNING'});
		const {reads, slurm} = readsOf(
			[start, {command: 'sprio --jobs=4726', stdout: capture('sprio-one.txt')}],
			{
				'--jobs=4726': succeeded([job]),
				[queue]: succeeded([job, later, before, held, sooner]),
			},
		);
		expect(await reads.explain(aRef('4726'), signal)).toMatchObject({
			value: {
				...{startsAtMs: 1_795_350_127_000, plannedNodes: 'node003', ahead: 1},
				...{aheadJobs: [before], running: [sooner, later], limits: undefined},
				priorityParts: [
					['FAIRSHARE', 750],
					['PARTITION', 100],
					['JOBSIZE', 14],
				],
			},
		});
		expect(slurm.left).toEqual([]);
	});

	it('for a limit is that limit, and the queue is not asked for', async () => {
		const job = aJob('4726', {
			...{reason: 'QOSMaxJobsPerUserLimit', user: 'carol', account: 'lab-b', qos: 'tiny'},
		});
		const command = 'scontrol show assoc_mgr users=carol accounts=lab-b qos=tiny flags=qos,assoc';
		const {reads, asked} = readsOf(
			[
				{...start, stdout: 'N/A|(null)\n'},
				{command, stdout: capture('scontrol-assoc-mgr.txt')},
			],
			{'--jobs=4726': succeeded([job])},
		);
		expect(await reads.explain(aRef('4726', {user: 'carol'}), signal)).toMatchObject({
			value: {
				...{startsAtMs: undefined, ahead: undefined},
				limits: [{name: 'MaxJobsPU', used: '1'}, {name: 'MaxTRESPU cpu'}],
			},
		});
		expect(asked).toEqual(['--jobs=4726']);
	});

	it('for another job is that job, as it is now', async () => {
		const dependency = 'afterok:4711(unfulfilled),afterany:13_*(unfulfilled),afterok:9(failed)';
		const job = aJob('4726', {reason: 'Dependency', dependency});
		const first = aJob('4711', {state: 'RUNNING'});
		const task = aJob('13_2', {state: 'RUNNING'});
		const {reads} = readsOf([start], {
			'--jobs=4726': succeeded([job]),
			'--jobs=4711,13,9': succeeded([first, task]),
		});
		expect(await reads.explain(aRef('4726'), signal)).toMatchObject({
			value: {
				dependencies: [
					{condition: 'afterok', id: '4711', job: first},
					{condition: 'afterany', id: '13_*', job: task},
					{condition: 'afterok', id: '9', job: undefined},
				],
			},
		});
	});

	it('is nothing any more for a job that has begun, or is of another user', async () => {
		const {reads} = readsOf([], {
			'--jobs=4726': succeeded([aJob('4726', {state: 'RUNNING'}), aJob('4726', {user: 'bob'})]),
		});
		expect(await reads.explain(aRef('4726'), signal)).toMatchObject({
			failure: {kind: 'rejected', reason: 'it does not wait any more.'},
		});
	});

	it('is not asked on where one question was not answered in time', async () => {
		const failure = {kind: 'timedOut', where: 'hpc', afterMs: 15_000} as const;
		const {reads, slurm, asked} = readsOf([{...start, failure}], {
			'--jobs=4726': succeeded([aJob('4726', {partition: 'gpu', dependency: 'afterok:1'})]),
		});
		expect(await reads.explain(aRef('4726'), signal)).toMatchObject({
			ok: true,
			value: {ahead: undefined, priorityParts: undefined, dependencies: [{job: undefined}]},
		});
		expect([slurm.left, asked]).toEqual([[], ['--jobs=4726']]);
	});

	it('is told without what could not be asked', async () => {
		const failure = {kind: 'tooLarge', where: 'hpc', limitBytes: 15_000} as const;
		const {reads} = readsOf(
			[
				{...start, failure},
				{command: 'sprio --jobs=4726', failure},
			],
			{
				'--jobs=4726': succeeded([aJob('4726', {partition: 'gpu'})]),
				'--partition=gpu --states=PENDING,RUNNING': {ok: false, failure},
			},
		);
		expect(await reads.explain(aRef('4726'), signal)).toMatchObject({
			ok: true,
			value: {ahead: undefined, aheadJobs: [], priorityParts: undefined},
		});
	});
});
