import type {JobRef} from '../domain/job.ts';
import type {Screened} from './action-table.ts';
import {allRows, rowUnderCursor, shownRows} from './job-rows.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import {entryOf} from './row-index.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** The tasks of the array under the cursor come and go; from one of them the cursor goes back to their array. */
export function toggleFold(state: Screened): State {
	const under = rowUnderCursor(state);
	if (under === undefined || under.isGone) {
		return state;
	}

	if (under.kind === 'job') {
		return withRefusal(state, `${under.ref.id} is no array: there are no tasks to show.`);
	}

	const {unfolded, marks, cursor} = state.screen.jobs;
	const id = under.kind === 'array' ? under.ref.id : (under.job.array?.id ?? '');
	if (!unfolded.includes(id)) {
		return withJobsScreen(state, {unfolded: [...unfolded, id], cursor: under.ref});
	}

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
