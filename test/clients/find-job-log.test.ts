import {describe, expect, it} from 'vitest';
import {findJobLog} from '../../source/clients/find-job-log.ts';
import type {JobDetail} from '../../source/domain/job-detail.ts';
import {aRef} from '../helpers/job-builders.ts';
import {aDetail} from '../helpers/open-job.ts';

function found(parts: Partial<JobDetail>, stream: 'stdout' | 'stderr' = 'stdout') {
	return findJobLog(aDetail(parts), {job: aRef('4711'), stream, version: '22.05.8'});
}

describe('where a job writes', () => {
	it('is what its pattern comes to, and both streams may go there', () => {
		expect(found({})).toEqual({
			ok: true,
			value: {
				path: '/home/alice/llm/logs/train-4711.out',
				text: '/home/alice/llm/logs/train-4711.out',
				isBoth: true,
			},
		});
	});

	it('is another file for stderr where that was asked for', () => {
		expect(found({stdErr: '/tmp/%u-%N.err'}, 'stderr')).toMatchObject({
			value: {path: '/tmp/alice-gpu-01.err', isBoth: false},
		});
	});

	it('is the file of the task, where squeue names that of the array', () => {
		const stdOut = '/home/alice/llm/slurm-13.out';
		expect(found({id: '13_4', rawId: '17', stdOut, stdErr: stdOut})).toMatchObject({
			value: {path: '/home/alice/llm/slurm-13_4.out'},
		});
	});

	it('is told in the bytes of the name where that is no UTF-8', () => {
		const bytes = {name: 'b\u00ff\u00e9', stdOut: '/tmp/%x.out', stdErr: '/tmp/%x.out'};
		expect(found({name: 'b\ufffd\ufffd', bytes})).toMatchObject({
			value: {path: '/tmp/b\u00ff\u00e9.out', text: '/tmp/b\ufffd\ufffd.out'},
		});
		expect(found({name: 'é', stdOut: '/tmp/%x'})).toMatchObject({
			value: {path: '/tmp/\u00c3\u00a9', text: '/tmp/é'},
		});
	});

	it.each([
		[{stdOut: '/tmp/%N', batchHost: undefined, nodeList: undefined}, /known when it runs/],
		[{id: '13_1-9', stdOut: '/tmp/%a'}, /a log of its own/],
		[{stdOut: 'x', workDir: undefined}, /in which folder/],
		[{name: 'a\nb', stdOut: '/tmp/%x'}, /line end/],
		[{name: 'a\0b', stdOut: '/tmp/%x'}, /line end/],
		[{isBatch: false}, /no batch job/],
	])('of %j is refused in words', (parts, reason) => {
		expect(found(parts)).toMatchObject({
			failure: {kind: 'rejected', reason: expect.stringMatching(reason)},
		});
	});
});
