import {expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import {succeeded} from '../../source/domain/result.ts';
import type {EndedRound} from '../../source/runtime/cluster-round.ts';
import {createKnownJobs} from '../../source/runtime/known-jobs.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {looked} from '../helpers/watched-cluster.ts';

function told(kind: 'mine' | 'all' | 'tasks', subject: string | undefined, jobs: readonly Job[]) {
	const times = {startedAtMs: 0, endedAtMs: 1, end: 'answered'} as const;
	const answer = succeeded({jobs}) as unknown as EndedRound['answer'];
	return {question: {kind, subject}, ...times, answer};
}

it('the tasks of an array are known while it is looked at, and no longer', () => {
	const known = createKnownJobs();
	const look = {...looked, job: aRef('7_1'), arrays: ['7']};
	known.keep(told('tasks', '7', [aJob('7_1')]), look);
	expect(known.lookedAt(look)?.id).toBe('7_1');
	known.keep(told('mine', undefined, []), {...look, arrays: ['8']});
	expect(known.lookedAt(look)).toBeUndefined();
});

it('of two lists that tell of a job the newer one is believed', () => {
	const known = createKnownJobs();
	const look = {...looked, job: aRef('7')};
	known.keep(told('all', undefined, [{...aJob('7'), state: 'PENDING'}]), look);
	known.keep(told('mine', undefined, [{...aJob('7'), state: 'RUNNING'}]), look);
	expect(known.lookedAt(look)?.state).toBe('RUNNING');
});

it('a job that is in no list is looked for once until a list is told', () => {
	const known = createKnownJobs();
	const look = {...looked, job: aRef('1')};
	let reads = 0;
	const jobs = new Proxy([aJob('7')], {
		get(list, key, receiver) {
			reads += 1;
			return Reflect.get(list, key, receiver);
		},
	});
	known.keep(told('all', undefined, jobs), look);
	known.lookedAt(look);
	const once = reads;
	known.lookedAt(look);
	expect([once > 0, reads]).toEqual([true, once]);
});
