import {describe, expect, it} from 'vitest';
import type {JobDetail} from '../../source/domain/job-detail.ts';
import {rowUnderCursor} from '../../source/store/job-rows.ts';
import {jobSight} from '../../source/store/job-sight.ts';
import {aJob} from '../helpers/job-builders.ts';
import {aDetail, lookingAt} from '../helpers/open-job.ts';

/** Of a task on a cluster of 22.05.8. */
function stdoutOf(parts: Partial<JobDetail>) {
	const job = aJob('13_4', {rawId: '17', state: 'RUNNING'});
	const detail = aDetail({id: '13_4', rawId: '17', workDir: '/l', ...parts});
	const state = lookingAt({jobs: [job], detail});
	const row = rowUnderCursor(state);
	return row && jobSight(state, row, {detail, open: undefined, liveGpuFraction: undefined}).stdout;
}

describe('where a job is shown to write', () => {
	it('is what its cluster makes of the pattern', () => {
		expect(stdoutOf({stdOut: '/l/%a-%b'})).toEqual({kind: 'path', path: '4-%b'});
		expect(stdoutOf({stdOut: '/l/slurm-17.out'})).toEqual({kind: 'path', path: 'slurm-13_4.out'});
	});

	it('is what scontrol made of it, where that is all that is told', () => {
		const told = {name: '%j', stdOut: '/l/%j', areLogsTold: true};
		expect(stdoutOf(told)).toEqual({kind: 'path', path: '%j'});
	});
});
