/** On a capture of Slurm 22.05.8 with slurmdbd. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseSacct} from '../../source/parsers/sacct.ts';

const nonce = 'c0ffee5eed5eed5eed5eed5eed5eed11';
const capture = readFileSync(
	join(import.meta.dirname, '../fixtures/slurm/sacct-marked.txt'),
	'latin1',
);
const {value: jobs, problems} = parseSacct(capture, nonce);

it('every record is a job, and a line end in a name is part of it', () => {
	expect(problems).toEqual([]);
	expect(jobs).toHaveLength(51);
	expect(jobs.find(({id}) => id === '77')?.name).toBe('two\nlines');
});

it('tells how a job ended, and what it had', () => {
	expect(jobs.find(({id}) => id === '75')).toEqual({
		id: '75',
		rawId: '75',
		array: undefined,
		name: 'fail3',
		nameBytes: undefined,
		user: 'alice',
		account: 'lab-a',
		partition: 'batch',
		qos: 'normal',
		state: 'FAILED',
		reason: 'None',
		submittedAtMs: 1_795_350_931_000,
		startsAtMs: 1_795_350_932_000,
		endsAtMs: 1_795_350_932_000,
		elapsedSeconds: 0,
		timeLimitSeconds: 1800,
		nodeCount: 1,
		cpuCount: 1,
		gpuCount: undefined,
		memory: {bytes: 524_288_000, per: 'node'},
		nodeList: 'node001',
		priority: 364,
		dependency: undefined,
		exit: {code: 3, signal: 0},
	});
});

it('who cancelled a job stays in its state, and a task is one of its array', () => {
	expect(jobs.find(({id}) => id === '5_3')).toMatchObject({
		rawId: '15',
		array: {id: '5', task: '3'},
		state: expect.stringMatching(/^CANCELLED by \d+$/),
	});
	expect(jobs.find(({id}) => id === '4')).toMatchObject({
		startsAtMs: undefined,
		nodeList: undefined,
	});
});

it('what is cut off is no job, and no other is lost', () => {
	fc.assert(
		fc.property(fc.nat(capture.length - 2), length => {
			const cut = parseSacct(capture.slice(0, length), nonce);
			expect(cut.value).toEqual(jobs.slice(0, cut.value.length));
			expect(cut.problems.length).toBeLessThanOrEqual(1);
		}),
	);
	expect(parseSacct('', nonce)).toEqual({value: [], problems: [], isWhole: true});
	expect(parseSacct('sacct: error\n', nonce).value).toEqual([]);
});

it('minutes of a limit are seconds here, and none is unlimited', () => {
	const [line = ''] = capture.split('\n');
	const fields = line.split(nonce);
	const withLimit = (limit: string) =>
		parseSacct(`${fields.with(10, limit).join(nonce)}\n`, nonce).value[0]?.timeLimitSeconds;
	expect(withLimit('90')).toBe(5400);
	expect(withLimit('UNLIMITED')).toBe('unlimited');
	expect(withLimit('Partition_Limit')).toBeUndefined();
});
