import fc from 'fast-check';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parseScontrolJob} from '../../source/parsers/scontrol-job.ts';
import {parseSqueueTexts} from '../../source/parsers/squeue-texts.ts';

/** Bytes, one character each. */
function capture(file: string): string {
	return readFileSync(join(import.meta.dirname, '../fixtures/slurm', file), 'latin1');
}

const all = capture('scontrol-show-job-d.txt');
const records = all.split(/\n\n(?=JobId=\d+ )/);

/** One of the jobs of the capture, as if it had been asked for alone. */
function job(id: number) {
	const record = records.find(text => text.startsWith(`JobId=${id} `)) ?? '';
	return parseScontrolJob(record, {id: String(id), texts: undefined}).value;
}

describe('scontrol show job', () => {
	it('of a job that runs tells all of it', () => {
		const texts = parseSqueueTexts(capture('squeue-texts.txt'), 'markQ');
		const {value, problems} = parseScontrolJob(capture('scontrol-show-job-running.txt'), {
			id: '24',
			texts,
		});
		expect(problems).toEqual([]);
		expect(value).toMatchObject({
			...{id: '24', rawId: '24', name: 'train.sbatch', user: 'carol', group: 'research'},
			...{account: 'lab-b', qos: 'tiny', partition: 'batch', state: 'RUNNING', priority: 864},
			...{reason: undefined, dependency: undefined, exit: {code: 0, signal: 0}, nice: 0},
			...{isBatch: true, isRequeued: true, restarts: 0, runSeconds: 8, timeLimitSeconds: 600},
			...{submittedAtMs: 1_795_350_126_000, startsAtMs: 1_795_350_127_000},
			...{endsAtMs: 1_795_350_727_000, nodeCount: 1, cpuCount: 1, taskCount: 1},
			...{memory: {bytes: 100 * 1024 ** 2, per: 'node'}, nodeList: 'node001'},
			...{batchHost: 'node001', gpuCount: undefined, features: undefined},
			command: '/home/carol/caps/train.sbatch --epochs 3',
			workDir: '/home/carol/caps',
			stdOut: '/home/carol/caps/out-%j-%x.log',
			comment: undefined,
			allocations: [{nodes: 'node001', cpuIds: '0', memoryBytes: 100 * 1024 ** 2, gres: undefined}],
		});
		expect(value?.others).toContainEqual(['OverSubscribe', 'OK']);
		expect(value?.others.map(([name]) => name)).not.toContain('JobState');
	});

	it('tells the gpus of each node by their numbers', () => {
		expect(job(4)).toMatchObject({
			gpuCount: 2,
			allocations: [{nodes: 'node003', cpuIds: '0-3', gres: 'gpu:a100:2(IDX:0-1)'}],
		});
		expect(job(3)?.allocations).toMatchObject([{nodes: 'node002'}, {nodes: 'node003'}]);
	});

	it('tells whether it shares its nodes, and nothing where it shares them with some', () => {
		expect(job(36)).toMatchObject({name: 'whole-batch', wholeNodes: true});
		expect(job(36)?.others).toContainEqual(['OverSubscribe', 'NO']);
		expect(job(3)?.wholeNodes).toBe(false);
		const record = records.find(text => text.startsWith('JobId=36 ')) ?? '';
		const sharing = ['TOPO', 'YES', 'USER', 'MCS', ''].map(
			word =>
				parseScontrolJob(record.replace('OverSubscribe=NO', `OverSubscribe=${word}`), {
					...{id: '36', texts: undefined},
				}).value?.wholeNodes,
		);
		expect(sharing).toEqual([true, false, undefined, undefined, undefined]);
	});

	it('names a task by its array, and an array that waits by its own id', () => {
		expect(job(14)).toMatchObject({id: '13_1', rawId: '14'});
		expect(job(13)).toMatchObject({id: '13', state: 'PENDING'});
		expect(job(42)).toMatchObject({id: '42', name: 'het-job', state: 'RUNNING'});
	});

	it('takes times in the standard form with the offset of the cluster', () => {
		const [record = ''] = records;
		const {value} = parseScontrolJob(record, {id: '1', texts: undefined, offsetMinutes: 60});
		expect(value?.submittedAtMs).toBe(Date.UTC(2026, 10, 21, 20, 55, 33));
	});

	it.each(records.map(text => [/^JobId=(\d+)/.exec(text)?.[1] ?? '', text] as const))(
		'understands job %s of the capture, whatever its owner wrote',
		(id, record) => {
			const {value, problems} = parseScontrolJob(record, {id, texts: undefined});
			expect(problems).toEqual([]);
			expect(value?.rawId).toBe(id);
			expect(value?.user).toMatch(/^(?:alice|bob|carol)$/);
			expect(value?.partition).toMatch(/^(?:batch|gpu|short|debug)/);
		},
	);

	it.each([
		['x UserId=root(0) JobState=RUNNING   Reason=None', 60, 'PENDING'],
		['x UserId=root(0) JobState=RUNNING   Reason=None', 61, 'COMPLETED'],
		['line1\nJOBID=999 line2', 49, 'COMPLETED'],
	])('takes nothing of the name %j for its own', (name, id, state) => {
		expect(job(id)).toMatchObject({name, state});
		expect(job(id)?.user).not.toBe('root');
	});

	it('takes nothing of a comment for its own', () => {
		expect(job(71)).toMatchObject({state: 'COMPLETED', stdOut: '/home/bob/slurm-71.out'});
	});
});

describe('a name that is made to look like lines of the controller', () => {
	const forged = capture('scontrol-show-job-forged.txt');

	it('is told from them by what squeue says of it', () => {
		const texts = parseSqueueTexts(capture('squeue-texts-forged.txt'), 'markQ');
		const {value, problems} = parseScontrolJob(forged, {id: '21', texts});
		expect(problems).toEqual([]);
		expect(value).toMatchObject({
			...{user: 'carol', state: 'PENDING', reason: 'JobHeldUser', account: 'lab-b', priority: 0},
			workDir: '/home/carol/caps',
			stdOut: '/home/carol/caps/o-%x-%5j-%N.out',
			stdErr: '/home/carol/caps/e-%A-%a',
			comment: 'c\n   StdErr=/etc/shadow\n   AdminComment=forged\ny',
		});
		expect(value?.others.map(([, text]) => text)).not.toContain('forged');
	});

	it('leaves it unknown how the job is where squeue said nothing', () => {
		const {value, problems} = parseScontrolJob(forged, {id: '21', texts: undefined});
		expect(problems).toHaveLength(1);
		expect(value).toMatchObject({user: undefined, state: undefined, stdErr: undefined, others: []});
	});

	it('does not match the job of another name', () => {
		const texts = parseSqueueTexts(capture('squeue-texts.txt'), 'markQ');
		expect(parseScontrolJob(forged, {id: '21', texts}).value?.state).toBeUndefined();
	});
});

describe('what is no job, or not all of it', () => {
	it.each(['', '\n', 'slurm_load_jobs error: Invalid job id specified\n', 'JobId= JobName=x'])(
		'is none where it is %j',
		text => {
			expect(parseScontrolJob(text, {id: '1', texts: undefined}).value).toBeUndefined();
		},
	);

	it('is understood as far as it goes', () => {
		const cut = capture('scontrol-show-job-running.txt').slice(0, 400);
		const {value} = parseScontrolJob(cut, {id: '24', texts: undefined});
		expect(value).toMatchObject({state: 'RUNNING', workDir: undefined, nodeList: undefined});
	});

	it('never throws, and knows of no job that is not there', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), fc.nat(), (noise, at) => {
				const text = capture('scontrol-show-job-running.txt');
				const place = at % text.length;
				const damaged = text.slice(0, place) + noise + text.slice(place);
				const {value} = parseScontrolJob(damaged, {id: '24', texts: undefined});
				return value === undefined || value.id !== '';
			}),
		);
	});
});
