import type {Job, JobRef} from '../domain/job.ts';
import type {TaskCounts} from '../domain/job-where.ts';
import {arrayTasks} from './array-tasks.ts';
import {phaseOf} from './job-phase.ts';
import {doAll, eachInSteps, type Steps} from './steps.ts';

/** A job, or all records of an array. */
export type FoldedJob =
	| {readonly kind: 'job'; readonly job: Job}
	| {
			readonly kind: 'array';
			readonly id: string;
			/** The record that tells most of it: of those that run the one that has run longest, else one that waits. */
			readonly job: Job;
			readonly jobs: readonly Job[];
	  };

/**
 * Arrays as one each, where their first record stands. The rest of an array that was cancelled before it began is told by
 * the id of the array alone, with no task (22.05): it is of the array too.
 */
export function foldArrays(jobs: readonly Job[]): readonly FoldedJob[] {
	return doAll(foldInSteps(jobs));
}

type GrowingArray = {
	readonly kind: 'array';
	readonly id: string;
	job: Job;
	readonly jobs: Job[];
};

export function* foldInSteps(jobs: readonly Job[]): Steps<readonly FoldedJob[]> {
	const owners = yield* ownersOfArrays(jobs);
	const folded: FoldedJob[] = [];
	const arrays = new Map<string, GrowingArray>();
	yield* eachInSteps(jobs, job => {
		const id = job.array?.id ?? (owners.get(job.id) === job.user ? job.id : undefined);
		const known = id === undefined ? undefined : arrays.get(id);
		if (id === undefined) {
			folded.push({kind: 'job', job});
		} else if (known === undefined) {
			const array: GrowingArray = {kind: 'array', id, job, jobs: [job]};
			arrays.set(id, array);
			folded.push(array);
		} else {
			known.jobs.push(job);
			known.job = moreTelling(known.job, job);
		}
	});

	return folded;
}

function* ownersOfArrays(jobs: readonly Job[]): Steps<ReadonlyMap<string, string>> {
	const owners = new Map<string, string>();
	yield* eachInSteps(jobs, ({array, user}) => {
		if (array !== undefined) {
			owners.set(array.id, user);
		}
	});

	return owners;
}

function moreTelling(one: Job, other: Job): Job {
	const difference = weight(other) - weight(one);
	return difference > 0 || (difference === 0 && age(other) > age(one)) ? other : one;
}

const weights = {
	...{runs: 7, never: 6, waits: 5, held: 4, failed: 3, stopped: 2, done: 1, unknown: 0},
};

function weight(job: Job): number {
	return weights[phaseOf(job)];
}

function age({elapsedSeconds}: Job): number {
	return elapsedSeconds ?? -1;
}

/** All of an array: the id of the array, and when it was submitted, which a task that is queued anew forgets. */
export function arrayRef(id: string, jobs: readonly Job[]): JobRef {
	const times = jobs.flatMap(({submittedAtMs}) => submittedAtMs ?? []);
	return {
		id,
		user: jobs[0]?.user ?? '',
		submittedAtMs: times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b)),
	};
}

export function countTasks(jobs: readonly Job[]): TaskCounts {
	return doAll(countInSteps(jobs));
}

export function* countInSteps(jobs: readonly Job[]): Steps<TaskCounts> {
	const counts = {done: 0, runs: 0, waits: 0, failed: 0};
	let stopped = 0;
	let isMore = false;
	yield* eachInSteps(jobs, job => {
		const tasks = job.array === undefined ? undefined : arrayTasks(job.array.task);
		const count = tasks === undefined ? 1 : Math.max(1, tasks.count);
		counts[kindOf(job)] += count;
		stopped += phaseOf(job) === 'stopped' ? count : 0;
		isMore ||= tasks?.isMore === true;
	});

	return {...counts, stopped, isMore};
}

function kindOf(job: Job): Exclude<keyof TaskCounts, 'stopped' | 'isMore'> {
	switch (phaseOf(job)) {
		case 'runs':
			return 'runs';
		case 'done':
			return 'done';
		case 'failed':
		case 'stopped':
			return 'failed';
		default:
			return 'waits';
	}
}
