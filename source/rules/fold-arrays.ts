import type {Job, JobRef} from '../domain/job.ts';
import type {TaskCounts} from '../domain/job-where.ts';
import {arrayTasks} from './array-tasks.ts';
import {phaseOf} from './job-phase.ts';

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
	const folded: (FoldedJob | {readonly id: string})[] = [];
	const owners = new Map(jobs.flatMap(({array, user}) => (array ? [[array.id, user]] : [])));
	const arrays = new Map<string, Job[]>();
	for (const job of jobs) {
		const id = job.array?.id ?? (owners.get(job.id) === job.user ? job.id : undefined);
		if (id === undefined) {
			folded.push({kind: 'job', job});
			continue;
		}

		const known = arrays.get(id);
		if (known === undefined) {
			arrays.set(id, [job]);
			folded.push({id});
		} else {
			known.push(job);
		}
	}

	return folded.map(one => ('kind' in one ? one : foldedArray(one.id, arrays.get(one.id) ?? [])));
}

function foldedArray(id: string, jobs: readonly Job[]): FoldedJob {
	const [first, ...others] = jobs;
	if (first === undefined) {
		throw new Error(`the array ${id} has no records`);
	}

	return {kind: 'array', id, jobs, job: others.reduce(moreTelling, first)};
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
	const counts = {done: 0, runs: 0, waits: 0, failed: 0};
	let stopped = 0;
	let isMore = false;
	for (const job of jobs) {
		const tasks = job.array === undefined ? undefined : arrayTasks(job.array.task);
		const count = tasks === undefined ? 1 : Math.max(1, tasks.count);
		counts[kindOf(job)] += count;
		stopped += phaseOf(job) === 'stopped' ? count : 0;
		isMore ||= tasks?.isMore === true;
	}

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
