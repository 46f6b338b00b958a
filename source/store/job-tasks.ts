import type {Job} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import {arrayTasks} from '../rules/array-tasks.ts';
import {countTasks, isEndedRange} from '../rules/fold-arrays.ts';
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
	const {id} = array.ref;
	const told = Object.hasOwn(tasks, id) ? tasks[id] : undefined;
	const jobs = withEnded(told && loadedValue(told), array.jobs);
	const shown = jobs.filter(matches).toSorted(byTask);
	return [
		{...array, jobs, counts: countTasks(jobs), isOpen: true},
		...shown.map((job, index): JobEntry => {
			const {isOwn} = array;
			const isLast = index === shown.length - 1;
			return {kind: 'task', ref: refOfJob(job), job, isLast, isOwn, isGone: false};
		}),
	];
}

/** The queue forgets tasks that ended a while ago: what else is known of them stays. */
function withEnded(told: readonly Job[] | undefined, records: readonly Job[]): readonly Job[] {
	if (told === undefined) {
		return records;
	}

	const known = new Set(told.map(({id}) => id));
	return [...told, ...records.filter(job => !known.has(job.id) && job.exit !== undefined)];
}

/** What is told of the rest of an array that ended stands under the tasks that had begun. */
function byTask(one: Job, other: Job): number {
	const difference = Number(isEndedRange(one)) - Number(isEndedRange(other));
	return difference === 0 ? firstTask(one) - firstTask(other) : difference;
}

function firstTask({array}: Job): number {
	return array === undefined ? 0 : (arrayTasks(array.task).first ?? 0);
}
