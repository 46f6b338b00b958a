/** What a job has used, what its priority is made of, what stands over it. */
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseAssocMgr} from '../../source/parsers/assoc-mgr.ts';
import {parseJobDependency} from '../../source/parsers/job-dependency.ts';
import {parseSacctSteps, parseSstat} from '../../source/parsers/job-steps.ts';
import {
	gpusOfTres,
	parseSlurmBytes,
	parseSlurmSeconds,
	parseSlurmTime,
	parseTimeLimit,
	parseTres,
} from '../../source/parsers/slurm-values.ts';
import {parseSprio} from '../../source/parsers/sprio.ts';
import {tailRemark} from '../../source/parsers/tail-remark.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

const kibibyte = 1024;

describe('values as Slurm writes them', () => {
	it.each([
		['00:02:14', 134],
		['1-02:03:04', 93_784],
		['00:00.833', 0],
		['12:30', 750],
		['', undefined],
		['Partition_Limit', undefined],
		['-1', undefined],
	])('%j is %s seconds', (text, seconds) => {
		expect(parseSlurmSeconds(text)).toBe(seconds);
	});

	it('a limit may be none', () => {
		expect(parseTimeLimit('UNLIMITED')).toBe('unlimited');
	});

	it.each([
		['4688K', 4688 * kibibyte],
		['1.00M', kibibyte ** 2],
		['42294', 42_294],
		['0.04M', Math.round(0.04 * kibibyte ** 2)],
		['16?', undefined],
	])('%j is %s bytes', (text, bytes) => {
		expect(parseSlurmBytes(text)).toBe(bytes);
	});

	it.each(['Unknown', 'None', 'N/A', '(null)', '2026-13-40T99:00:00', ''])(
		'%j is no time',
		text => {
			expect(parseSlurmTime(text)).toBeUndefined();
		},
	);

	it('gpus of several kinds are counted once', () => {
		expect(gpusOfTres(parseTres('cpu=1,gres/gpu=3,gres/gpu:a100=2,gres/gpu:t4=1'))).toBe(3);
		expect(gpusOfTres(parseTres('gres/gpu:a100=2,gres/gpu:t4=1'))).toBe(3);
		expect(gpusOfTres(parseTres('cpu=1'))).toBeUndefined();
	});
});

describe('what the steps of a job have used', () => {
	it('is that of sstat while it runs', () => {
		expect(parseSstat(slurmText('sstat-steps.txt'))).toEqual({
			value: {
				...{cpuSeconds: 0, maxMemoryBytes: 4688 * kibibyte, readBytes: 42_294},
				...{writtenBytes: 1351, gpuFraction: undefined},
			},
			problems: [],
		});
	});

	it('is that of sacct after, where the job itself has the cpu of all its steps', () => {
		expect(parseSacctSteps(slurmText('sacct-steps.txt')).value).toMatchObject({
			cpuSeconds: 0,
			maxMemoryBytes: 4688 * kibibyte,
		});
		const text =
			'24|01:00:00|||||\n24.batch|00:10:00|1G|1|0|0|gres/gpuutil=98\n24.0|00:50:00|3G|4|1K|2K|\n';
		expect(parseSacctSteps(text).value).toEqual({
			...{cpuSeconds: 3600, maxMemoryBytes: 3 * kibibyte ** 3, readBytes: kibibyte},
			...{writtenBytes: 2 * kibibyte, gpuFraction: 0.98},
		});
	});

	it('counts the cpu of each task of a step', () => {
		expect(parseSstat('5.0|00:10:00|1G|4|0|0|\n').value.cpuSeconds).toBe(2400);
	});

	it.each(['', 'sstat: error: no steps running for job 5\n', '5.batch|1|2\n', '||||||\n'])(
		'is unknown where it is %j',
		text => {
			expect(parseSstat(text).value.cpuSeconds).toBeUndefined();
			expect(parseSacctSteps(text).value.maxMemoryBytes).toBeUndefined();
		},
	);
});

describe('what a priority is made of', () => {
	it('is told by the names in the head, the largest first', () => {
		expect(parseSprio(slurmText('sprio-one.txt'))).toEqual({
			value: [
				['FAIRSHARE', 750],
				['PARTITION', 100],
				['JOBSIZE', 14],
			],
			problems: [],
		});
	});

	it.each(['', 'Unable to find jobs matching user/id(s) specified\n', 'JOBID PRIORITY\n'])(
		'is not known where it is %j',
		text => {
			expect(parseSprio(text).value).toBeUndefined();
		},
	);
});

describe('the limits that stand over a job', () => {
	const text = slurmText('scontrol-assoc-mgr.txt');

	it('are those that are set, with what is used of them', () => {
		expect(parseAssocMgr(text, {user: 'carol', account: 'lab-b'})).toEqual([
			{name: 'MaxJobsPU', owner: 'qos tiny', limit: '1', used: '1'},
			{name: 'MaxTRESPU cpu', owner: 'qos tiny', limit: '1', used: '1'},
		]);
	});

	it('are not those of another user', () => {
		expect(parseAssocMgr(text, {user: 'alice', account: 'lab-a'})).toEqual([]);
	});

	it('never throw, whatever is told', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), noise =>
				Array.isArray(parseAssocMgr(noise, {user: 'carol', account: undefined})),
			),
		);
	});
});

describe('what a job waits for', () => {
	it.each([
		['afterok:4711(unfulfilled)', [['afterok', '4711', 'unfulfilled']]],
		[
			'afterany:12_3(unfulfilled),afternotok:20(failed)',
			[
				['afterany', '12_3', 'unfulfilled'],
				['afternotok', '20', 'failed'],
			],
		],
		[
			'after:5+10(unfulfilled)?singleton(unfulfilled)',
			[
				['after', '5', 'unfulfilled'],
				['singleton', '', 'unfulfilled'],
			],
		],
		['afterok:13_*(unfulfilled)', [['afterok', '13_*', 'unfulfilled']]],
		['', []],
		['$(touch x)', []],
	])('in %j is %j', (text, expected) => {
		const found = parseJobDependency(text);
		expect(found.map(({condition, id, status}) => [condition, id, status])).toEqual(expected);
	});
});

describe('what tail says of a file', () => {
	it.each([
		["tail: cannot open '/home/carol/out.log' for reading: No such file or directory", 'missing'],
		["tail: can't open 'x': No such file or directory", 'missing'],
		["tail: cannot open 'x' for reading: Permission denied", 'denied'],
		["tail: 'x' has appeared;  following new file", 'appeared'],
		['tail: /home/carol/my out.log: file truncated', 'shorter'],
		["tail: 'x' has been replaced;  following new file", 'replaced'],
		["tail: 'x' has become inaccessible: No such file or directory", 'gone'],
	])('%j is %s', (line, kind) => {
		expect(tailRemark(line)).toEqual({kind});
	});

	it.each(['epoch 1', 'tail: something else', ' tail: x: file truncated', ''])(
		'%j is a line of it',
		line => {
			expect(tailRemark(line)).toBeUndefined();
		},
	);
});
