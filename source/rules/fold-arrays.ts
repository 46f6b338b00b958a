import type {Job, JobRef} from '../domain/job.ts';
import type {TaskCounts} from '../domain/job-where.ts';
import {arrayTasks, tasksAmong} from './array-tasks.ts';
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

/** Of the records of one job; undefined where it is no array. */
export function arrayIdOf(records: readonly Job[]): string | undefined {
	return records.find(({array}) => array !== undefined)?.array?.id;
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

/**
 * A range may stand beside tasks that it names too, and counts without them: sacct keeps that of an array that was
 * cancelled, `7_[1-3%2]`, and squeue has that of tasks which are queued anew while their last runs still end.
 */
export function* countInSteps(jobs: readonly Job[]): Steps<TaskCounts> {
	const counts = {done: 0, runs: 0, waits: 0, failed: 0};
	let stopped = 0;
	let isMore = false;
	const told = yield* toldBesideRanges(jobs);
	yield* eachInSteps(jobs, job => {
		const tasks = job.array === undefined ? undefined : arrayTasks(job.array.task);
		const count = tasks === undefined ? 1 : Math.max(1, tasks.count) - toldBeside(job, told);
		counts[kindOf(job)] += count;
		stopped += phaseOf(job) === 'stopped' ? count : 0;
		isMore ||= tasks?.isMore === true;
	});

	return {...counts, stopped, isMore};
}

/** Of each array that has a range the tasks that have a record of their own. */
type TasksTold = ReadonlyMap<string, ReadonlySet<number>>;

function* toldBesideRanges(jobs: readonly Job[]): Steps<TasksTold> {
	const told = new Map<string, Set<number>>();
	yield* eachInSteps(jobs, job => {
		if (job.array !== undefined && !isOneTask(job.array.task)) {
			told.set(job.array.id, new Set());
		}
	});
	if (told.size > 0) {
		yield* eachInSteps(jobs, ({array}) => {
			if (array !== undefined && isOneTask(array.task)) {
				told.get(array.id)?.add(Number(array.task));
			}
		});
	}

	return told;
}

function toldBeside(job: Job, told: TasksTold): number {
	const {id = '', task = ''} = job.array ?? {};
	const numbers = isOneTask(task) ? undefined : told.get(id);
	return numbers === undefined ? 0 : tasksAmong(task, numbers);
}

/** What is left of an array that came to its end before all of it had begun. */
export function isEndedRange(job: Job): boolean {
	return job.array !== undefined && !isOneTask(job.array.task) && kindOf(job) !== 'waits';
}

function isOneTask(task: string): boolean {
	return /^\d{1,9}$/.test(task);
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
