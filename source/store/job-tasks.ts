import type {Job} from '../domain/job.ts';
import type {TaskCounts} from '../domain/job-where.ts';
import {loadedValue} from '../domain/loadable.ts';
import {arrayTasks} from '../rules/array-tasks.ts';
import {countInSteps, isEndedRange} from '../rules/fold-arrays.ts';
import {readyForFilter} from '../rules/job-filter-columns.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {sortInSteps} from '../rules/sort-in-steps.ts';
import {doAll, eachInSteps, type Steps} from '../rules/steps.ts';
import type {ClusterState} from './clusters-state.ts';
import type {Matcher} from './filtered-jobs.ts';
import type {JobEntry} from './job-row.ts';
import {refOfJob} from './job-entries.ts';
import {indexed, type SectionIndex} from './job-sections.ts';

type ArrayEntry = Extract<JobEntry, {kind: 'array'}>;
type TaskEntry = Extract<JobEntry, {kind: 'task'}>;

export type Unfolded = {
	/** The array, then those of its tasks that are shown. */
	readonly rows: readonly JobEntry[];
	/** Its rows by their ids; tasks that are not shown may be there too. */
	readonly index: readonly SectionIndex[];
};

/** An array with its tasks under it: each by itself once the cluster told them, before that the records it is made of. */
export function unfolded(
	array: ArrayEntry,
	tasks: ClusterState['tasks'],
	matcher: Matcher | undefined,
): Unfolded {
	const {jobs, inOrder, entries, byId, counts} = doAll(readyTasks(array, tasks));
	const places = matcher?.placesIn(inOrder);
	const shown = places === undefined ? entries : entries.filter((_, place) => places[place] === 1);
	const last = shown.at(-1);
	const open: JobEntry = {...array, jobs, counts, isOpen: true};
	const anew = new Map<string, JobEntry>([[array.ref.id, open]]);
	if (last === undefined) {
		return {rows: [open], index: [anew]};
	}

	const end: JobEntry = {...last, isLast: true};
	anew.set(end.ref.id, end);
	return {rows: noEntries.concat(open, shown.slice(0, -1), end), index: [anew, byId]};
}

const noEntries: readonly JobEntry[] = [];

type Tasks = {
	readonly jobs: readonly Job[];
	readonly inOrder: readonly Job[];
	/** The rows of those in order. */
	readonly entries: readonly TaskEntry[];
	readonly byId: SectionIndex;
	readonly counts: TaskCounts;
};

/** What stands under an array, made before anybody asks for it: there may be ten thousand tasks. */
export function* readyTasks(array: ArrayEntry, tasks: ClusterState['tasks']): Steps<Tasks> {
	const {id} = array.ref;
	const told = Object.hasOwn(tasks, id) ? tasks[id] : undefined;
	const ready = yield* tasksOf(told && loadedValue(told), array.jobs, array.isOwn);
	yield* readyForFilter(ready.inOrder);
	return ready;
}

const tasksOf = rememberSteps(function* (
	told: readonly Job[] | undefined,
	records: readonly Job[],
	isOwn: boolean,
): Steps<Tasks> {
	const jobs = yield* withEnded(told, records);
	const keyed: Keyed[] = [];
	yield* eachInSteps(jobs, job => {
		keyed.push({job, isRest: isEndedRange(job), first: firstTask(job)});
	});
	const inOrder: Job[] = [];
	const entries: TaskEntry[] = [];
	yield* eachInSteps(yield* sortInSteps(keyed, byTask), ({job}) => {
		const entry = {
			kind: 'task',
			ref: refOfJob(job),
			job,
			isLast: false,
			isOwn,
			isGone: false,
		} as const;
		inOrder.push(job);
		entries.push(entry);
	});
	const byId = yield* indexed(entries);
	return {jobs, inOrder, entries, byId, counts: yield* countInSteps(jobs)};
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
