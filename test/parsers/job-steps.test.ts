import {describe, expect, it} from 'vitest';
import {parseSacctSteps, parseSstat} from '../../source/parsers/job-steps.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

const kibibyte = 1024;

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
