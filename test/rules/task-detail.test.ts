import {describe, expect, it} from 'vitest';
import {findJobLog} from '../../source/clients/find-job-log.ts';
import type {JobDetail} from '../../source/domain/job-detail.ts';
import {taskDetail} from '../../source/rules/task-detail.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {aDetail} from '../helpers/open-job.ts';

const task = aJob('13_4', {
	state: 'FAILED',
	rawId: '17',
	nodeList: 'gpu-[02-03]',
	submittedAtMs: 900,
});
const ofArray = (parts: Partial<JobDetail> = {}): JobDetail =>
	aDetail({id: '13', rawId: '13', workDir: '/l', stdErr: undefined, ...parts});

describe('a task that the queue has forgotten', () => {
	it.each([
		['/l/%A_%a-%j-%N-%x', '/l/13_4-17-gpu-02-train-llm'],
		['/l/slurm-13.out', '/l/slurm-13_4.out'],
		[undefined, '/l/slurm-13_4.out'],
	])('writes where its array does, whose log is %s', (stdOut, path) => {
		const detail = taskDetail(ofArray({stdOut}), task);
		const found =
			detail && findJobLog(detail, {job: aRef('13_4'), stream: 'stdout', version: '22.05.8'});
		expect(found).toMatchObject({value: {path}});
	});

	it('writes where another of its tasks does', () => {
		const told = ofArray({id: '13_1', rawId: '14', stdOut: '/l/slurm-14.out'});
		expect(taskDetail(told, task)).toMatchObject({id: '13_4', rawId: '17', stdOut: undefined});
		const bytes = {name: 'b\u00ff', stdOut: '/l/slurm-14.out', stdErr: undefined};
		expect(taskDetail({...told, bytes}, task)?.bytes).toEqual({...bytes, stdOut: undefined});
	});

	it('has nothing of the record that was told of', () => {
		const told = ofArray({restarts: 2, others: [['SLUID', 's7']], exit: {code: 1, signal: 0}});
		expect(taskDetail(told, task)).toMatchObject({
			...{state: 'FAILED', submittedAtMs: 900, restarts: undefined, exit: undefined},
			...{batchHost: undefined, others: []},
		});
	});

	it.each([
		['another array', ofArray({id: '12'})],
		['that of another user', ofArray({user: 'bob'})],
		['names that are no patterns any more', ofArray({areLogsTold: true})],
		['nothing', undefined],
	])('is not told of by %s', (_, told) => {
		expect(taskDetail(told, task)).toBeUndefined();
	});

	it('is none where the job is no task', () => {
		expect(taskDetail(ofArray(), aJob('13'))).toBeUndefined();
	});
});
