import {isSameJob, type JobRef} from '../domain/job.ts';
import {mostJobRows} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import type {DetailTable} from './detail-scroll.ts';
import type {JobEntry, JobRow} from './job-row.ts';
import {allRows, rowUnderCursor, shownRows} from './job-rows.ts';
import {entryOf, placeOf} from './row-index.ts';
import type {JobsScreen} from './jobs-screen.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** The same state when nothing changes. */
export function withJobsScreen(state: State, changes: Partial<JobsScreen>): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const jobs = withChanges(screen.jobs, changes);
	return jobs === screen.jobs ? state : {...state, screen: {...screen, jobs}};
}

export function withJobs(screen: ScreenState, changes: Partial<JobsScreen>): ScreenState {
	const jobs = withChanges(screen.jobs, changes);
	return jobs === screen.jobs ? screen : {...screen, jobs};
}

function withChanges(jobs: JobsScreen, changes: Partial<JobsScreen>): JobsScreen {
	const names = Object.keys(changes) as (keyof JobsScreen)[];
	return names.every(name => jobs[name] === changes[name]) ? jobs : {...jobs, ...changes};
}

export const jobsTable: DetailTable = {
	detailOf: ({jobs}) => jobs,
	withDetail: withJobsScreen,
	moveCursor: moveJobCursor,
	listRows: mostJobRows,
	headRows: 3,
};

/** So many rows down, or up, where a cursor can be; beyond an end it stays there. */
export function moveJobCursor(state: Screened, rows: number): State {
	const shown = shownRows(state);
	const under = rowUnderCursor(state);
	if (under === undefined) {
		return state;
	}

	const wished = placeOf(shown, under.ref) + rows;
	const place = Math.max(0, Math.min(shown.length - 1, wished));
	const next = entryFrom(shown, place, rows < 0 ? -1 : 1);
	return next === undefined || next === under
		? state
		: withJobsScreen(state, {cursor: next.ref, awaited: undefined, detailScroll: 0});
}

/** A blank line is gone over. */
function entryFrom(rows: readonly JobRow[], place: number, step: 1 | -1): JobEntry | undefined {
	const row = rows[place]?.kind === 'blank' ? rows[place + step] : rows[place];
	return row === undefined || row.kind === 'blank' ? undefined : row;
}

/**
 * The cursor on what is under it, now that a person has seen it there. Where nothing is shown it is where it was, and
 * there is nothing to be open.
 */
export function settleJobCursor(state: State): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const under = rowUnderCursor(state);
	const {cursor, isOpen, openedFrom, gone} = screen.jobs;
	const isSame = cursor !== undefined && under !== undefined && isSameJob(cursor, under.ref);
	const isStillOpen = isOpen && under !== undefined;
	return withJobsScreen(state, {
		cursor: under === undefined || isSame ? cursor : under.ref,
		isOpen: isStillOpen,
		openedFrom: isStillOpen ? openedFrom : undefined,
		gone: gone !== undefined && under === gone.row ? gone : undefined,
	});
}

/**
 * Other lists: where the job under the cursor is told of no more its row stays, until the cursor leaves it; a cursor that
 * was not seen is on the nearest. While the screen is paused the job is still seen.
 */
export function keepJobCursor(before: State, given: State): State {
	const {screen} = given;
	if (screen === undefined || given.paused !== undefined || before.clusters === given.clusters) {
		return given;
	}

	const awaited = awaitedRow(given, screen.jobs);
	if (awaited !== undefined) {
		const {ref} = awaited;
		const filter = jobFilterThatShows({...given, screen}, ref);
		return withJobsScreen(given, {cursor: ref, awaited: undefined, filter, gone: undefined});
	}

	const {cursor, gone, marks} = screen.jobs;
	if (cursor === undefined && marks.length === 0) {
		return given;
	}

	const under = rowUnderCursor(before);
	const all = allRows(given);
	const kept = marks.filter(mark => entryOf(all, mark) !== undefined);
	const isThere = cursor === undefined || entryOf(all, cursor) !== undefined;
	return withJobsScreen(given, {
		marks: kept.length === marks.length ? marks : kept,
		gone: isThere ? undefined : goneRow(before, {under, cursor, gone}),
	});
}

/** The job that was submitted, as soon as it is told of; while the detail of another is open that one stays. */
function awaitedRow(state: State, {awaited, isOpen}: JobsScreen): JobEntry | undefined {
	return awaited === undefined || isOpen
		? undefined
		: allRows(state).find(
				(row): row is JobEntry => row.kind !== 'blank' && row.isOwn && row.ref.id === awaited,
			);
}

type Seen = {
	readonly under: JobEntry | undefined;
	readonly cursor: JobRef;
	readonly gone: JobsScreen['gone'];
};

function goneRow(before: State, {under, cursor, gone}: Seen): JobsScreen['gone'] {
	if (under === undefined || !isSameJob(under.ref, cursor)) {
		return undefined;
	}

	return under === gone?.row
		? gone
		: {row: {...under, isGone: true}, place: placeOf(shownRows(before), under.ref)};
}

/** The filter where the cursor goes to this job: one that hides it goes. */
export function jobFilterThatShows(state: Screened, ref: JobRef): string {
	return entryOf(shownRows(state), ref) === undefined ? '' : state.screen.jobs.filter;
}
