import {describe, expect, it} from 'vitest';
import {findJobLog, findJobLogBy} from '../../source/clients/find-job-log.ts';
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
		const ofRecord = '/home/alice/llm/slurm-17.out';
		expect(found({id: '13_4', rawId: '17', stdOut: ofRecord, stdErr: ofRecord})).toMatchObject({
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

describe('a name that depends on the version of Slurm', () => {
	/** What is found, and how often the cluster was asked for its version. */
	async function asking(parts: Partial<JobDetail>, version: string | undefined) {
		let asked = 0;
		const askVersion = async () => {
			asked += 1;
			return version;
		};
		const found = await findJobLogBy(aDetail(parts), {
			...{job: aRef('13_14'), stream: 'stdout', askVersion},
		});
		return {asked, path: found.ok ? found.value.path : undefined};
	}

	const task = {id: '13_14', rawId: '17', workDir: '/l'};

	it('is the only one for which the cluster is asked for it', async () => {
		expect(await asking({...task, stdOut: '/l/%A_%a-%N'}, undefined)).toEqual({
			...{asked: 0, path: '/l/13_14-gpu-01'},
		});
		expect(await asking({...task, stdOut: '/l/%b'}, '22.05.8')).toEqual({asked: 1, path: '/l/%b'});
		expect(await asking({...task, stdOut: '/l/%b'}, '24.11.0')).toEqual({asked: 1, path: '/l/4'});
	});

	it('is as the newest makes it where the cluster does not tell its version', async () => {
		expect(await asking({...task, stdOut: '/l/%b'}, undefined)).toEqual({asked: 1, path: '/l/4'});
	});

	it('may be what squeue says of a whole array', async () => {
		const stdOut = '/l/slurm-13.out';
		const ofTask = {asked: 1, path: '/l/slurm-13_14.out'};
		expect(await asking({...task, stdOut}, '23.11.4')).toEqual(ofTask);
		expect(await asking({...task, stdOut}, '24.05.1')).toEqual({asked: 1, path: stdOut});
	});

	it('is one with the restarts of the job, and with the id that no other job has', async () => {
		const parts = {...task, stdOut: '/l/%r-%S', restarts: 2, others: [['SLUID', 's7B']] as const};
		expect(await asking(parts, '25.11.1')).toEqual({asked: 1, path: '/l/2-s7B'});
	});

	it('is not replaced again where scontrol has told it', async () => {
		const parts = {...task, name: '%j', stdOut: '/l/%j', areLogsTold: true};
		expect(await asking(parts, '22.05.8')).toEqual({asked: 0, path: '/l/%j'});
	});
});
