/** The rows of the table of jobs, and what a key there is meant for. */
import type {JobRef} from '../domain/job.ts';
import {isHeld, runsHeld} from '../rules/change-verdict.ts';
import {firstPlace} from '../rules/first-place.ts';
import type {ClusterState} from './clusters-state.ts';
import {filteredSections, type Matcher, matcherOf} from './filtered-jobs.ts';
import {heldSections} from './held-jobs.ts';
import type {JobTarget} from './job-dialogs-state.ts';
import {rackIndex} from './job-nodes.ts';
import {type JobEntry, type JobRow, jobsOf} from './job-row.ts';
import {indexOfSections, type Section, type SectionIndex} from './job-sections.ts';
import {remember} from './remember.ts';
import {entryOf, indexOfRows, placeOf, withIndex} from './row-index.ts';
import type {JobsScreen} from './jobs-screen.ts';
import {initialScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';
import {type Folds, withTasks} from './unfolded-rows.ts';

/** The rows of the table: folded, sorted and filtered. The same array until a list, the sort, the filter or a fold changes. */
export function shownRows(state: State): readonly JobRow[] {
	const {filter, gone} = jobsScreen(state);
	const matcher = matcherOf(filter, rackIndex(state));
	const rows =
		matcher === undefined
			? allRows(state)
			: shownOf(
					filteredSections(heldSections(state), matcher),
					folds(state, matcher),
					indexOf(state),
				);
	return gone === undefined ? rows : withGone(rows, gone);
}

/** All that could be shown, whatever the filter, with the tasks of arrays that are unfolded. */
export function allRows(state: State): readonly JobRow[] {
	return allOf(heldSections(state), folds(state), indexOf(state));
}

/**
 * Where the cursor is: on its job, or on the nearest that is shown while a filter hides that one; one that is open stays.
 * Views ask this, never `screen.jobs.cursor`.
 */
export function rowUnderCursor(state: State): JobEntry | undefined {
	const {cursor, isOpen} = jobsScreen(state);
	const shown = shownRows(state);
	return cursor === undefined
		? entryAt(shown, 0)
		: (entryOf(shown, cursor) ??
				(isOpen ? entryOf(allRows(state), cursor) : undefined) ??
				nearest(allRows(state), shown, cursor));
}

/** Where a row stands among those that are shown; -1: nowhere. */
export function placeOfRow(state: State, row: JobEntry | undefined): number {
	return row === undefined ? -1 : placeOf(shownRows(state), row.ref);
}

/** What an action is meant for: the marked rows, else the one under the cursor; never one that is gone. */
export function targetsUnder(state: State): readonly JobTarget[] {
	const marked = markedRows(state);
	const under = marked.length === 0 ? rowUnderCursor(state) : undefined;
	return [...marked, ...(under === undefined || under.isGone ? [] : [under])].map(targetOf);
}

/** Whether H releases them: somebody holds each, also where it runs on. */
export function areHeld(targets: readonly JobTarget[]): boolean {
	return (
		targets.length > 0 && targets.every(({jobs}) => jobs.some(job => isHeld(job) || runsHeld(job)))
	);
}

export function targetOf(row: JobEntry): JobTarget {
	return {ref: row.ref, jobs: jobsOf(row)};
}

/** Each once, also where a filter hides it: no task of an array that is marked as a whole. */
function markedRows(state: State): readonly JobEntry[] {
	const {marks} = jobsScreen(state);
	if (marks.length === 0) {
		return [];
	}

	const all = allRows(state);
	const marked = marks.flatMap(mark => entryOf(all, mark) ?? []);
	const arrays = new Set(marked.filter(({kind}) => kind === 'array').map(({ref}) => ref.id));
	return marked.filter(({kind, job}) => kind !== 'task' || !arrays.has(job.array?.id ?? ''));
}

function indexOf(state: State): readonly SectionIndex[] {
	return indexOfSections(shownCluster(state), jobsScreen(state));
}

function jobsScreen({screen = initialScreen}: State): JobsScreen {
	return screen.jobs;
}

function entryAt(rows: readonly JobRow[], place: number): JobEntry | undefined {
	const row = rows[place];
	return row === undefined || row.kind === 'blank' ? undefined : row;
}

const noTasks: ClusterState['tasks'] = {};

function folds(state: State, matcher?: Matcher): Folds {
	const {unfolded: open} = jobsScreen(state);
	const tasks = open.length === 0 ? noTasks : (shownCluster(state)?.tasks ?? noTasks);
	return (matcher === undefined ? foldsOfAll : foldsOfShown)(open, tasks, matcher);
}

const foldsOfAll = remember(foldsOf);
const foldsOfShown = remember(foldsOf);

function foldsOf(
	open: readonly string[],
	tasks: ClusterState['tasks'],
	matcher: Matcher | undefined,
): Folds {
	return {open, tasks, matcher};
}

const shownOf = remember(rowsOf);
const allOf = remember(rowsOf);

/** The sections one under the other. */
function rowsOf(
	sections: readonly Section[],
	folds: Folds,
	index: readonly SectionIndex[],
): readonly JobRow[] {
	const parts = sections
		.filter(section => section.length > 0)
		.map(section => withTasks(section, folds, index));
	const [first = noRows, second] = parts.map(({rows}) => rows);
	const rows = second === undefined ? first : first.concat(blank, second);
	return withIndex(rows, [...parts.flatMap(part => part.index), ...index]);
}

const blank: JobRow = {kind: 'blank'};
const noRows: readonly JobRow[] = [];

/** At the place that it had. */
const withGone = remember(
	(rows: readonly JobRow[], {row, place}: NonNullable<JobsScreen['gone']>): readonly JobRow[] =>
		placeOf(rows, row.ref) >= 0
			? rows
			: withIndex(rows.toSpliced(Math.min(place, rows.length), 0, row), [
					new Map([[row.ref.id, row]]),
					...indexOfRows(rows),
				]),
);

/**
 * The row that is shown nearest to that of a job in the list of all, the one below before the one above. Rows that are
 * shown stand as they stand among all.
 */
const nearest = remember(
	(all: readonly JobRow[], shown: readonly JobRow[], cursor: JobRef): JobEntry | undefined => {
		const place = Math.max(0, placeOf(all, cursor));
		const isBelow = (row: JobRow): boolean =>
			row.kind !== 'blank' && placeOf(all, row.ref) >= place;
		const next = firstPlace(0, shown.length, index => {
			const row = shown[index]?.kind === 'blank' ? shown[index + 1] : shown[index];
			return row !== undefined && isBelow(row);
		});
		return entryAt(shown, next) ?? entryAt(shown, next + 1) ?? entryAt(shown, next - 1);
	},
);
