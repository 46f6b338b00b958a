import type {JobRef} from '../domain/job.ts';
import type {JobEvent} from '../domain/event.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {Screened} from './action-table.ts';
import type {ClusterState} from './clusters-state.ts';
import type {JobEntry} from './job-row.ts';
import {allRows, rowUnderCursor, shownRows} from './job-rows.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import {entryOf} from './row-index.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** The rows of so many tasks are made within a frame. */
const mostAtOnce = 500;

/**
 * The tasks of the array under the cursor come and go; from one of them the cursor goes back to their array. Very many come
 * when their rows are ready.
 */
export function toggleFold(state: Screened): Reduction {
	const under = rowUnderCursor(state);
	if (under === undefined || under.isGone) {
		return [state, []];
	}

	if (under.kind === 'job') {
		const refusal = `${under.ref.id} is no array: there are no tasks to show.`;
		return [withRefusal(state, refusal), []];
	}

	const id = under.kind === 'array' ? under.ref.id : (under.job.array?.id ?? '');
	if (state.screen.jobs.unfolded.includes(id)) {
		return [withFolded(state, id), []];
	}

	const {unfolding} = state.screen.jobs;
	if (unfolding.includes(id)) {
		return [withJobsScreen(state, {unfolding: unfolding.filter(one => one !== id)}), []];
	}

	const cluster = shownCluster(state);
	const atArray = withJobsScreen(state, {cursor: under.ref});
	return cluster !== undefined && under.kind === 'array' && countOf(under, cluster) > mostAtOnce
		? [
				withJobsScreen(atArray, {unfolding: [...unfolding, id]}),
				[{type: 'unfoldArray', cluster: cluster.config.name, array: id}],
			]
		: [withUnfolded(atArray, id), []];
}

function countOf({ref, jobs}: Extract<JobEntry, {kind: 'array'}>, {tasks}: ClusterState): number {
	const told = Object.hasOwn(tasks, ref.id) ? tasks[ref.id] : undefined;
	return Math.max(jobs.length, (told && loadedValue(told)?.length) ?? 0);
}

/** The rows are there: they are shown, unless nobody wants them any more, or it is another cluster's list by now. */
export function reduceUnfolded(
	state: State,
	{cluster, array}: Extract<JobEvent, {type: 'jobs/unfolded'}>,
): State {
	const unfolding = state.screen?.jobs.unfolding ?? [];
	if (shownCluster(state)?.config.name !== cluster || !unfolding.includes(array)) {
		return state;
	}

	const others = unfolding.filter(one => one !== array);
	return withJobsScreen(withUnfolded(state, array), {unfolding: others});
}

function withUnfolded(state: State, id: string): State {
	const unfolded = state.screen?.jobs.unfolded ?? [];
	return unfolded.includes(id) ? state : withJobsScreen(state, {unfolded: [...unfolded, id]});
}

function withFolded(state: Screened, id: string): State {
	const {unfolded, marks, cursor} = state.screen.jobs;
	const folded = withJobsScreen(state, {
		unfolded: unfolded.filter(one => one !== id),
		marks: marks.filter(mark => !mark.id.startsWith(`${id}_`)),
	});
	return withJobsScreen(folded, {cursor: arrayIn(folded, id) ?? cursor});
}

function arrayIn(state: State, id: string): JobRef | undefined {
	const array = shownRows(state).find(row => row.kind === 'array' && row.ref.id === id);
	return array?.kind === 'array' ? array.ref : undefined;
}

/** Everybody's jobs, or own ones alone; marks on what is not there then go. */
export function toggleAllJobs(state: Screened): State {
	const {hasAll, marks} = state.screen.jobs;
	const next = withJobsScreen(state, {hasAll: !hasAll});
	const all = hasAll && marks.length > 0 ? allRows(next) : undefined;
	return all === undefined
		? next
		: withJobsScreen(next, {marks: marks.filter(mark => entryOf(all, mark) !== undefined)});
}

/** Marks belong to jobs, not to rows: they survive a filter and a sort, and go with their job. */
export function toggleJobMark(state: Screened): State {
	const under = rowUnderCursor(state);
	if (under === undefined || under.isGone) {
		return state;
	}

	const {marks} = state.screen.jobs;
	const {id, submittedAtMs} = under.ref;
	const others = marks.filter(mark => mark.id !== id || mark.submittedAtMs !== submittedAtMs);
	return withJobsScreen(state, {
		marks: others.length < marks.length ? others : [...marks, under.ref],
	});
}
