/** The rows of the table of jobs, and what a key there is meant for. */
import {isSameJob, type Job, type JobRef} from '../domain/job.ts';
import {isHeld} from '../rules/change-verdict.ts';
import {matchesJob, parseJobFilter} from '../rules/job-filter.ts';
import type {ClusterState} from './clusters-state.ts';
import {heldSections} from './held-jobs.ts';
import type {JobTarget} from './job-dialogs-state.ts';
import {namesOfNodes, type RackIndex, rackIndex} from './job-nodes.ts';
import {type JobEntry, type JobRow, jobsOf} from './job-row.ts';
import type {Section} from './job-sections.ts';
import {unfolded} from './job-tasks.ts';
import {remember} from './remember.ts';
import {initialScreen, type JobsScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** The rows of the table: folded, sorted and filtered. The same array until a list, the sort, the filter or a fold changes. */
export function shownRows(state: State): readonly JobRow[] {
	const {filter, gone} = jobsScreen(state);
	const matches = matcher(filter, rackIndex(state));
	const rows =
		matches === everything
			? allRows(state)
			: shownOf(filteredSections(heldSections(state), matches), folds(state), matches);
	return gone === undefined ? rows : withGone(rows, gone);
}

/** All that could be shown, whatever the filter, with the tasks of arrays that are unfolded. */
export function allRows(state: State): readonly JobRow[] {
	return allOf(heldSections(state), folds(state), everything);
}

/**
 * Where the cursor is: on its job, or on the nearest that is shown while a filter hides that one; one that is open stays.
 * Views ask this, never `screen.jobs.cursor`.
 */
export function rowUnderCursor(state: State): JobEntry | undefined {
	const {cursor, isOpen} = jobsScreen(state);
	const shown = shownRows(state);
	return cursor === undefined
		? firstEntry(shown)
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

/** Whether H releases them: somebody holds each. */
export function areHeld(targets: readonly JobTarget[]): boolean {
	return targets.length > 0 && targets.every(({jobs}) => jobs.some(isHeld));
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

/** The row of a job among some; undefined: it is not there. */
export function entryOf(rows: readonly JobRow[], ref: JobRef): JobEntry | undefined {
	const row = rows[placeOf(rows, ref)];
	return row === undefined || row.kind === 'blank' ? undefined : row;
}

function jobsScreen({screen = initialScreen}: State): JobsScreen {
	return screen.jobs;
}

/** -1: nowhere. The first of an id is known at once; that an id is there twice, which is rare, is looked for. */
export function placeOf(rows: readonly JobRow[], ref: JobRef): number {
	const first = placesIn(rows).get(ref.id);
	if (first === undefined) {
		return -1;
	}

	const row = rows[first];
	return row !== undefined && isRowOf(row, ref) ? first : rows.findIndex(one => isRowOf(one, ref));
}

function isRowOf(row: JobRow, ref: JobRef): boolean {
	return row.kind !== 'blank' && isSameJob(row.ref, ref);
}

const placesByRows = new WeakMap<readonly JobRow[], ReadonlyMap<string, number>>();

/** Asked for many times with each frame, among a hundred thousand: they are gone through once. */
function placesIn(rows: readonly JobRow[]): ReadonlyMap<string, number> {
	const known = placesByRows.get(rows);
	if (known !== undefined) {
		return known;
	}

	const places = new Map<string, number>();
	for (let place = rows.length - 1; place >= 0; place -= 1) {
		const row = rows[place];
		if (row !== undefined && row.kind !== 'blank') {
			places.set(row.ref.id, place);
		}
	}

	placesByRows.set(rows, places);
	return places;
}

function firstEntry(rows: readonly JobRow[]): JobEntry | undefined {
	const [row] = rows;
	return row === undefined || row.kind === 'blank' ? undefined : row;
}

type Matches = (job: Job) => boolean;

const everything: Matches = () => true;
const parsed = remember(parseJobFilter);

/** What is no filter never becomes the one in use (store/screen-line.ts). */
const matcher = remember((text: string, index: RackIndex): Matches => {
	const filter = parsed(text);
	return filter.kind === 'problem' || filter.terms.length === 0
		? everything
		: job => matchesJob(filter, job, list => namesOfNodes(list, index));
});

/** Own jobs are asked for more often than those of others: each list is filtered when it changes. */
const filteredSections = (sections: readonly Section[], matches: Matches): readonly Section[] => {
	const [own = [], others] = sections;
	const shownOwn = filteredOwn(own, matches);
	return others === undefined ? one(shownOwn) : two(shownOwn, filteredOthers(others, matches));
};

const one = remember((section: Section): readonly Section[] => [section]);
const two = remember((own: Section, others: Section): readonly Section[] => [own, others]);
const filteredOwn = remember(filtered);
const filteredOthers = remember(filtered);

function filtered(section: Section, matches: Matches): Section {
	return matches === everything
		? section
		: section.filter(entry =>
				entry.kind === 'array' ? entry.jobs.some(matches) : matches(entry.job),
			);
}

/** The ids of arrays that are unfolded, and the tasks of them that were told. */
type Folds = {readonly open: ReadonlySet<string>; readonly tasks: ClusterState['tasks']};

const noTasks: ClusterState['tasks'] = {};

function folds(state: State): Folds {
	const {unfolded: open} = jobsScreen(state);
	return foldsOf(open, open.length === 0 ? noTasks : (shownCluster(state)?.tasks ?? noTasks));
}

const foldsOf = remember(
	(open: readonly string[], tasks: ClusterState['tasks']): Folds => ({open: new Set(open), tasks}),
);

const shownOf = remember(rowsOf);
const allOf = remember(rowsOf);

/** The sections one under the other. */
function rowsOf(
	sections: readonly Section[],
	{open, tasks}: Folds,
	matches: Matches,
): readonly JobRow[] {
	const [first = [], second] = sections
		.filter(section => section.length > 0)
		.map(section =>
			open.size === 0
				? section
				: section.flatMap(entry =>
						entry.kind === 'array' && open.has(entry.ref.id)
							? unfolded(entry, tasks, matches)
							: [entry],
					),
		);
	return second === undefined ? first : [...first, {kind: 'blank'}, ...second];
}

/** At the place that it had. */
const withGone = remember(
	(rows: readonly JobRow[], {row, place}: NonNullable<JobsScreen['gone']>): readonly JobRow[] =>
		placeOf(rows, row.ref) >= 0 ? rows : rows.toSpliced(Math.min(place, rows.length), 0, row),
);

/** The row that is shown nearest to that of a job in the list of all, the one below before the one above. */
const nearest = remember(
	(all: readonly JobRow[], shown: readonly JobRow[], cursor: JobRef): JobEntry | undefined => {
		const left = new Map(
			shown.flatMap(row => (row.kind === 'blank' ? [] : [[row.ref.id, row] as const])),
		);
		const place = Math.max(0, placeOf(all, cursor));
		const after = all.slice(place);
		const before = all.slice(0, place).toReversed();
		for (const rows of [after, before]) {
			const found = rows.find(row => row.kind !== 'blank' && left.has(row.ref.id));
			if (found !== undefined && found.kind !== 'blank') {
				return left.get(found.ref.id);
			}
		}

		return firstEntry(shown);
	},
);
