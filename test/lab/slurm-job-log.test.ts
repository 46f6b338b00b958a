/** What jobs write, read where a real cluster says that it is, and why one of them waits. */
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName, SlurmName} from '../../source/domain/ids.ts';
import {followLog} from '../../source/runtime/follow-log.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {eventually, hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';

const {signal} = new AbortController();

function remarkOf({remark}: Extract<Event, {type: 'log/remarked'}>): string {
	return remark.kind === 'file' ? remark.path : remark.kind;
}

function endOf({failure}: Extract<Event, {type: 'log/ended'}>): string {
	return failure?.kind === 'rejected' ? failure.reason : (failure?.kind ?? 'ended');
}

describe.skipIf(!hasSlurmLab)('the log of a job on a real cluster', () => {
	let cluster: SlurmLab;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
	});

	afterAll(() => cluster.close());

	/** What is told of it, from when it was opened. */
	function followed(id: string, stream: 'stdout' | 'stderr' = 'stdout') {
		const lines: string[] = [];
		const remarks: string[] = [];
		const ends: string[] = [];
		const dispatch = (event: Event): void => {
			lines.push(...(event.type === 'log/read' ? event.lines : []));
			remarks.push(...(event.type === 'log/remarked' ? [remarkOf(event)] : []));
			ends.push(...(event.type === 'log/ended' ? [endOf(event)] : []));
		};
		const job = {id, user: 'alice', submittedAtMs: undefined};
		const stop = followLog({
			...{log: 1, node: 'login' as NodeName, clock: systemClock, dispatch},
			source: {kind: 'job', cluster: 'lab' as SlurmName, job, name: 'log', stream},
			openShell: cluster.openShell('alice'),
		});
		onTestFinished(stop);
		return {lines, remarks, ends};
	}

	const holds = (told: readonly string[], wanted: string) =>
		eventually(
			async () => told.includes(wanted),
			() => `it told ${JSON.stringify(told.slice(-5))}, not ${wanted}`,
		);

	test('is found by its pattern, follows what comes, and begins anew with the job', async () => {
		const options = ['-J', 'per cent %j', '-o', 'out-%x-%5j-%N-%t.log'];
		const id = await cluster.submit('alice', 'echo begun; sleep 300', options);
		await cluster.untilState(id, 'RUNNING');
		const {lines, remarks} = followed(id);
		await holds(lines, 'begun');
		const node = await cluster.as('alice', ['squeue', '-h', '-j', id, '-o', '%B']);
		const number = id.padStart(5, '0');
		expect(remarks[0]).toBe(`/home/alice/out-per cent %j-${number}-${node}-0.log`);
		await cluster.as('alice', ['sh', '-c', `echo added >> "$1"`, 'sh', remarks[0] ?? '']);
		await holds(lines, 'added');
		await cluster.as('alice', ['sh', '-c', `: > "$1"`, 'sh', remarks[0] ?? '']);
		await holds(remarks, 'shorter');
		await cluster.as('alice', ['scancel', id]);
	});

	test('of a job that has not written is told of when it comes', async () => {
		const id = await cluster.submit('alice', 'echo late >&2; sleep 300', ['-H', '-e', 'err-%j']);
		const {lines, remarks} = followed(id, 'stderr');
		await holds(remarks, 'missing');
		await cluster.as('alice', ['scontrol', 'release', id]);
		await holds(lines, 'late');
		expect(remarks).toEqual([`/home/alice/err-${id}`, 'missing', 'appeared']);
		await cluster.as('alice', ['scancel', id]);
	});

	test('of a task is its own, and of a name with a line end it is refused in words', async () => {
		const array = await cluster.submit('alice', 'echo task $SLURM_ARRAY_TASK_ID; sleep 300', [
			'--array=3',
		]);
		await cluster.untilState(`${array}_3`, 'RUNNING');
		const task = followed(`${array}_3`);
		await holds(task.lines, 'task 3');
		expect(task.remarks).toEqual([`/home/alice/slurm-${array}_3.out`]);
		const hostile = await cluster.submit('alice', 'true', ['-H', '-J', 'a\nb', '-o', '%x.log']);
		const {ends} = followed(hostile);
		await eventually(
			async () => ends.length > 0,
			() => 'it has not ended',
		);
		expect(ends).toEqual([
			'the name of its log holds a line end, and cannot be told to a program.',
		]);
		await cluster.cancelAll();
	});

	test('tells of which limit a job waits, and what is used of it', async () => {
		const client = createSlurmClient({ask: cluster.ask('alice'), where: 'lab', clock: systemClock});
		await cluster.submit('alice', 'sleep 300', ['--qos=tiny']);
		const second = await cluster.submit('alice', 'sleep 300', ['--qos=tiny']);
		const reasonOf = () => cluster.as('alice', ['squeue', '-h', '-j', second, '-o', '%r']);
		await eventually(
			async () => (await reasonOf()) === 'QOSMaxJobsPerUserLimit',
			() => 'it waits for something else',
		);
		const job = {id: second, user: 'alice', submittedAtMs: undefined};
		const {limits} = expectValue(await client.explain(job, signal));
		expect(limits).toContainEqual({name: 'MaxJobsPU', owner: 'qos tiny', limit: '1', used: '1'});
		await cluster.cancelAll();
	});
});
