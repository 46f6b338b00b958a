import {type JobColumns, jobColumns, jobsHead} from '../components/job-columns.ts';
import {type JobRowPicture, type JobTable, jobRowLine} from '../components/job-row.ts';
import {
	failedLines,
	noClusterLines,
	type SilentCluster,
	staleLines,
} from '../components/jobs-note-lines.ts';
import {type JobsSummary, jobsSummaryLine} from '../components/jobs-summary-line.ts';
import {headWithRowsOut} from '../components/rows-out.ts';
import {textLine} from '../components/detail-head.ts';
import {isSameJob} from '../domain/job.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {jobRowFacts} from '../store/job-facts.ts';
import type {JobEntry, JobRow} from '../store/job-row.ts';
import {rowUnderCursor, shownRows} from '../store/job-rows.ts';
import {chosenJobColumns} from '../store/job-columns-choice.ts';
import {
	ageOfJobs,
	allCounts,
	type JobsTold,
	jobsTold,
	ownCounts,
	partitionsByUse,
	type Trouble,
} from '../store/jobs-told.ts';
import {rowsOut, type VisibleRows} from '../store/rows-out.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import type {State} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';

export type JobsPicture = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

/** Where everything of a row stands. */
export function placesOfJobs(state: State, {size, jobs}: ScreenState): JobColumns {
	return jobColumns(size.columns, chosenJobColumns(state, jobs, size.columns));
}

/** The line of figures, or what is said of a cluster that is silent. */
export function topLines({state, screen, profile}: JobsPicture): readonly ScreenLine[] {
	const {columns} = screen.size;
	const {glyphs} = profile;
	const cluster = shownCluster(state);
	const told = jobsTold(state);
	if (cluster === undefined || told.kind !== 'told') {
		return [];
	}

	if (told.trouble !== undefined) {
		const {atMs, wallMs} = state.clock;
		const ageMs = Math.max(0, atMs - told.atMs);
		return staleLines(
			silent(cluster, {trouble: told.trouble, what: 'queue'}, state),
			{ageMs, wallMs: wallMs - ageMs},
			{columns, glyphs},
		);
	}

	const summary = {
		cluster: cluster.config.name,
		mine: ownCounts(cluster),
		all: allFigures(cluster, screen),
		partitions: partitionsByUse(cluster),
		isOld: ageOfJobs(state)?.isOld === true,
		unreadCount: unreadCount(cluster, screen),
	};
	return [jobsSummaryLine(summary, columns, glyphs)];
}

function unreadCount({unread}: ClusterState, {jobs}: ScreenState): number {
	const {mine = [], all = []} = unread;
	return Math.max(mine.length, jobs.hasAll ? all.length : 0);
}

function allFigures(cluster: ClusterState, {jobs}: ScreenState): JobsSummary['all'] {
	const counts = jobs.hasAll ? allCounts(cluster) : undefined;
	if (!jobs.hasAll) {
		return 'idle';
	}

	return counts ?? (cluster.all.state === 'failed' ? 'failed' : 'asking');
}

type Silence = {readonly trouble: Trouble; readonly what: SilentCluster['what']};

/** Where its login node is lost, why that is. */
export function silent(
	{config}: ClusterState,
	{trouble, what}: Silence,
	state: State,
): SilentCluster {
	const {controller, retryAtMs} = trouble;
	const lost = state.nodes.find(node => `${node.config.name}` === config.via)?.connection;
	const isLoginLost = lost !== undefined && 'failure' in lost;
	return {
		...{failure: isLoginLost ? lost.failure : trouble.failure, controller, what, isLoginLost},
		cluster: config.name,
		via: config.via,
		retryInMs: retryAtMs === undefined ? undefined : retryAtMs - state.clock.atMs,
	};
}

/** The heads, which tell how many rows have no room, and those that have. */
export function listLines(picture: JobsPicture, visible: VisibleRows): readonly ScreenLine[] {
	const {columns} = picture.screen.size;
	const {glyphs} = picture.profile;
	const out = rowsOut(shownRows(picture.state), visible);
	return tableLines(picture, visible).map((line, index) =>
		index === 0 ? headWithRowsOut(line, out, {columns, glyphs}) : line,
	);
}

/** The head and the rows that are on screen, or why there are none. */
export function tableLines(picture: JobsPicture, {top, rows}: VisibleRows): readonly ScreenLine[] {
	const {state, screen, profile} = picture;
	const columns = placesOfJobs(state, screen);
	const shown = shownRows(state).slice(top, top + rows);
	const table: JobTable = {columns, nowWallMs: state.clock.wallMs, profile};
	const under = rowUnderCursor(state);
	return [
		jobsHead(columns, screen.jobs.sort),
		...(shown.length === 0
			? [emptyLine(picture)]
			: shown.map(row => lineOf(row, under, {picture, table}))),
	];
}

function lineOf(
	row: JobRow,
	under: JobEntry | undefined,
	{picture, table}: {readonly picture: JobsPicture; readonly table: JobTable},
): ScreenLine {
	return row.kind === 'blank' ? {pieces: []} : jobRowLine(rowPicture(row, under, picture), table);
}

function rowPicture(
	row: JobEntry,
	under: JobEntry | undefined,
	{state, screen}: JobsPicture,
): JobRowPicture {
	return {
		...jobRowFacts(state, row),
		fold: foldOf(row),
		isUnderCursor: row === under,
		isMarked: screen.jobs.marks.some(mark => isSameJob(mark, row.ref)),
		isOld: ageOfJobs(state)?.isOld === true,
	};
}

function foldOf(row: JobEntry): JobRowPicture['fold'] {
	switch (row.kind) {
		case 'array':
			return row.isOpen ? 'open' : 'folded';
		case 'task':
			return row.isLast ? 'lastTask' : 'task';
		default:
			return undefined;
	}
}

/** Why there is no row. */
function emptyLine({state, screen, profile}: JobsPicture): ScreenLine {
	const {filter, hasAll} = screen.jobs;
	if (filter !== '') {
		const typed = clean(filter, {maxCharacters: 40});
		const text = safe`Nothing matches "${typed}". esc clears the filter.`;
		return textLine(cutEnd(text, screen.size.columns - 6, profile.glyphs));
	}

	if (hasAll && shownCluster(state)?.all.state !== 'fresh') {
		return textLine(safe`No jobs of yours; those of others are asked for.`);
	}

	return textLine(
		hasAll
			? safe`No jobs at all. S submits one.`
			: safe`No jobs of yours. a shows all, S submits one.`,
	);
}

/** In place of all, where nothing was ever told. */
export function unknownLines(
	{state, screen, profile}: JobsPicture,
	told: Exclude<JobsTold, {kind: 'told'}>,
): readonly ScreenLine[] {
	const cluster = shownCluster(state);
	if (cluster === undefined || told.kind === 'noCluster') {
		return noClusterLines;
	}

	if (told.kind === 'failed') {
		const {columns} = screen.size;
		return failedLines(silent(cluster, {trouble: told, what: 'queue'}, state), {
			columns,
			glyphs: profile.glyphs,
		});
	}

	if (told.sinceMs === undefined) {
		return [connectingLine(cluster)];
	}

	const waitMs = Math.max(0, state.clock.atMs - told.sinceMs);
	return [textLine(safe`asking slurmctld, ${clean(durationText(waitMs))}`)];
}

/** Nobody could ask it yet. */
export function connectingLine({config: {via}}: ClusterState): ScreenLine {
	return textLine(
		via === undefined ? safe`starting` : safe`connecting to ${clean(via, {maxCharacters: 60})}`,
	);
}
