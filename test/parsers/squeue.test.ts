/** On a capture of Slurm 22.05.8 with the names that are hard to read, and on damage of it. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import {createSqueueReader, squeueFormat} from '../../source/parsers/squeue.ts';

const nonce = 'c0ffee5eed5eed5eed5eed5eed5eed11';
const capture = readFileSync(
	join(import.meta.dirname, '../fixtures/slurm/squeue-marked.txt'),
	'latin1',
);

function read(...pieces: readonly string[]) {
	const reader = createSqueueReader(nonce);
	const jobs = pieces.flatMap(piece => reader.push(piece));
	reader.end();
	return {jobs, problems: reader.problems};
}

const {jobs} = read(capture);
const job = (id: string): Job | undefined => jobs.find(one => one.id === id);

describe('a capture', () => {
	it('has as many jobs as the cluster had, and nothing that is none', () => {
		expect(jobs).toHaveLength(24);
		expect(read(capture).problems).toEqual([]);
	});

	it('tells all of a job that runs on two nodes', () => {
		expect(job('74')).toEqual({
			id: '74',
			rawId: '74',
			array: undefined,
			name: 'run1',
			nameBytes: undefined,
			user: 'alice',
			account: 'lab-a',
			partition: 'batch',
			qos: 'normal',
			state: 'RUNNING',
			reason: 'None',
			submittedAtMs: 1_795_350_931_000,
			startsAtMs: 1_795_350_932_000,
			endsAtMs: 1_795_352_732_000,
			elapsedSeconds: 27,
			timeLimitSeconds: 1800,
			nodeCount: 2,
			cpuCount: 2,
			gpuCount: undefined,
			memory: {bytes: 104_857_600, per: 'node'},
			nodeList: 'node[001-002]',
			priority: 378,
			dependency: undefined,
			exit: undefined,
		});
	});

	it('has names byte for byte, whatever is in them', () => {
		expect(Object.fromEntries(jobs.map(({id, name}) => [id, name]))).toMatchObject({
			57: 'naïve 日本語 🚀 עברית e\u0301',
			58: 'a b|c;d,`id`$(id) & "q" \\back',
			59: 'line1\nJOBID=999 line2',
			60: '\x1b[31mred\x1b[0m\x1b]0;pwned\x07\x1b[2J',
			62: 'x'.repeat(500),
			63: 'has\x1funit\x1esep\x1ffields',
			65: 'x UserId=root(0) JobState=RUNNING   Reason=None',
			66: '--help',
			67: '',
			68: '%i %j \\n %%',
			69: 'abc\u202etxt.exe\u202c\u200b\u00ad',
			77: 'two\nlines',
		});
		expect(job('60')?.nameBytes).toBeUndefined();
	});

	it('keeps the bytes of a name that is no UTF-8', () => {
		expect(job('64')).toMatchObject({
			name: 'bad\ufffd\ufffdutf\ufffd',
			nameBytes: 'bad\xff\xfeutf\xc3',
		});
		expect(job('61')?.nameBytes).toBe('tab\there\r\x01\x7f\x9b31m');
	});

	it('tells of arrays, components and what a job ended with', () => {
		expect(job('70_[0-9%2]')).toMatchObject({
			array: {id: '70', task: '0-9%2'},
			gpuCount: 2,
			reason: 'JobHeldUser',
			startsAtMs: undefined,
			nodeList: undefined,
		});
		expect(job('72+1')).toMatchObject({rawId: '73', array: undefined, cpuCount: 2});
		expect(job('71')).toMatchObject({timeLimitSeconds: 183_900});
		expect(job('75')?.exit).toEqual({code: 3, signal: 0});
		expect(job('76')?.exit).toEqual({code: 0, signal: 9});
		expect(job('77')?.exit).toEqual({code: 0, signal: 0});
	});
});

describe('damage', () => {
	it('pieces that are cut anywhere give the same jobs', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(capture.length), {maxLength: 40}), cuts => {
				const at = [0, ...cuts.toSorted((one, other) => one - other), capture.length];
				const pieces = at.slice(1).map((end, index) => capture.slice(at[index], end));
				expect(read(...pieces)).toEqual({jobs, problems: []});
			}),
		);
		expect(read(...capture).jobs).toEqual(jobs);
	});

	it('a list that ends early has the jobs that were whole, and says so', () => {
		fc.assert(
			fc.property(fc.nat(capture.length - 2), length => {
				const cut = read(capture.slice(0, length));
				expect(cut.jobs).toEqual(jobs.slice(0, cut.jobs.length));
				expect(cut.problems.length).toBeLessThan(2);
			}),
		);
	});

	it('a byte that is another makes no job of a name, and no job more', () => {
		const hostile = new Set(jobs.map(({id}) => id));
		fc.assert(
			fc.property(fc.nat(capture.length - 1), fc.integer({min: 0, max: 255}), (at, byte) => {
				const told = capture.slice(0, at) + String.fromCharCode(byte) + capture.slice(at + 1);
				const {jobs: found} = read(told);
				expect(found.length).toBeLessThanOrEqual(jobs.length);
				expect(found.filter(({id}) => !hostile.has(id)).length).toBeLessThanOrEqual(1);
			}),
		);
	});

	it('a record with a field less or more is no job, and the others are', () => {
		for (const damaged of ['alice lab-a', 'alice\x1flab\x1fa']) {
			const {jobs: found, problems} = read(capture.replace('alice\x1flab-a', damaged));
			expect(found).toEqual(jobs.slice(1));
			expect(problems).toMatchObject([{reason: expect.stringMatching(/^2[13] fields/)}]);
		}
	});

	it.each([
		['nothing', ''],
		['an answer of another program', 'JOBID PARTITION\n4711 gpu\n'],
		['the marks of another call', capture.replaceAll(nonce, nonce.replace('c0', 'd0'))],
	])('%s holds no job', (_, text) => {
		expect(read(text).jobs).toEqual([]);
	});

	it.each([
		['1:02:03', 3723],
		['2-03:04:05', 183_845],
		['0:07', 7],
		['INVALID', undefined],
	])('a job that has run for %s has run for %s seconds', (told, seconds) => {
		const {jobs: found} = read(capture.replace('\x1f0:27\x1f', `\x1f${told}\x1f`));
		expect(found.find(({id}) => id === '74')?.elapsedSeconds).toBe(seconds);
	});

	it.each([
		['UNLIMITED', 'unlimited'],
		['Partition_Limit', undefined],
		['NOT_SET', undefined],
	])('a limit of %s is %s', (told, limit) => {
		const {jobs: found} = read(capture.replace('\x1f2-03:05:00\x1f', `\x1f${told}\x1f`));
		expect(found.find(({id}) => id === '71')?.timeLimitSeconds).toBe(limit);
	});

	it('times without a zone are those of the cluster', () => {
		const reader = createSqueueReader(nonce, {offsetMinutes: 60});
		const [first] = reader.push(capture.replace('1795350931', '2026-11-22T13:35:31'));
		expect(first?.submittedAtMs).toBe(1_795_350_931_000);
	});
});

it('the format asks for the name last, with the nonce around it', () => {
	const fields = squeueFormat('ab12').split(',');
	expect(fields.at(-1)).toBe('Name:\x1fab12e');
	expect(fields.at(-2)).toBe('Reason:\x1fab12b');
	expect(fields[0]).toBe('JobArrayID:\x1f');
});

it('ten times the jobs take at most twenty times the time', () => {
	const cost = (times: number): number => {
		const text = capture.repeat(times);
		const reader = createSqueueReader(nonce);
		const before = process.cpuUsage();
		for (let at = 0; at < text.length; at += 65_536) {
			reader.push(text.slice(at, at + 65_536));
		}

		const {user, system} = process.cpuUsage(before);
		return user + system;
	};
	const least = (times: number): number => Math.min(cost(times), cost(times), cost(times));
	expect(least(1000)).toBeLessThan(20 * Math.max(least(100), 2000));
});
