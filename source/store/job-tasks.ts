import type {Job} from '../domain/job.ts';
import type {TaskCounts} from '../domain/job-where.ts';
import {loadedValue} from '../domain/loadable.ts';
import {arrayTasks} from '../rules/array-tasks.ts';
import {countInSteps, isEndedRange} from '../rules/fold-arrays.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {sortInSteps} from '../rules/sort-in-steps.ts';
import {doAll, eachInSteps, type Steps} from '../rules/steps.ts';
import type {ClusterState} from './clusters-state.ts';
import type {JobEntry} from './job-row.ts';
import {refOfJob} from './job-sections.ts';

type ArrayEntry = Extract<JobEntry, {kind: 'array'}>;

/** An array with its tasks under it: each by itself once the cluster told them, before that the records it is made of. */
export function unfolded(
	array: ArrayEntry,
	tasks: ClusterState['tasks'],
	matches: (job: Job) => boolean,
): readonly JobEntry[] {
	const {jobs, inOrder, counts} = doAll(readyTasks(array, tasks));
	const shown = inOrder.filter(matches);
	return [
		{...array, jobs, counts, isOpen: true},
		...shown.map((job, index): JobEntry => {
			const {isOwn} = array;
			const isLast = index === shown.length - 1;
			return {kind: 'task', ref: refOfJob(job), job, isLast, isOwn, isGone: false};
		}),
	];
}

type Tasks = {
	readonly jobs: readonly Job[];
	readonly inOrder: readonly Job[];
	readonly counts: TaskCounts;
};

/** What stands under an array, made before anybody asks for it: there may be ten thousand tasks. */
export function readyTasks(array: ArrayEntry, tasks: ClusterState['tasks']): Steps<Tasks> {
	const {id} = array.ref;
	const told = Object.hasOwn(tasks, id) ? tasks[id] : undefined;
	return tasksOf(told && loadedValue(told), array.jobs);
}

const tasksOf = rememberSteps(function* (
	told: readonly Job[] | undefined,
	records: readonly Job[],
): Steps<Tasks> {
	const jobs = yield* withEnded(told, records);
	const keyed: Keyed[] = [];
	yield* eachInSteps(jobs, job => {
		keyed.push({job, isRest: isEndedRange(job), first: firstTask(job)});
	});
	const inOrder: Job[] = [];
	yield* eachInSteps(yield* sortInSteps(keyed, byTask), ({job}) => {
		inOrder.push(job);
	});
	return {jobs, inOrder, counts: yield* countInSteps(jobs)};
});

/** The queue forgets tasks that ended a while ago: what else is known of them stays. */
function* withEnded(
	told: readonly Job[] | undefined,
	records: readonly Job[],
): Steps<readonly Job[]> {
	if (told === undefined) {
		return records;
	}

	const known = new Set<string>();
	const all: Job[] = [];
	yield* eachInSteps(told, job => {
		known.add(job.id);
		all.push(job);
	});
	yield* eachInSteps(records, job => {
		if (!known.has(job.id) && job.exit !== undefined) {
			all.push(job);
		}
	});
	return all;
}

type Keyed = {readonly job: Job; readonly isRest: boolean; readonly first: number};

/** What is told of the rest of an array that ended stands under the tasks that had begun. */
function byTask(one: Keyed, other: Keyed): number {
	const difference = Number(one.isRest) - Number(other.isRest);
	return difference === 0 ? one.first - other.first : difference;
}

function firstTask({array}: Job): number {
	return array === undefined ? 0 : (arrayTasks(array.task).first ?? 0);
}
