import {type JobHead, jobHeadLine} from '../components/job-head.ts';
import {jobUsageLines} from '../components/job-usage-lines.ts';
import {jobWhyLines} from '../components/job-why-lines.ts';
import {textLine} from '../components/detail-head.ts';
import {isSameJob} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {OpenJob} from '../store/clusters-state.ts';
import {jobRowFacts} from '../store/job-facts.ts';
import type {JobEntry} from '../store/job-row.ts';
import {jobSight} from '../store/job-sight.ts';
import {jobWhyOf} from '../store/job-why-of.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import type {State} from '../store/state.ts';
import {failureClause} from '../theme/failure-text.ts';
import {whenText} from '../theme/job-state-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {jobFactLines} from './job-facts.ts';
import {detailNote, jobHeadFacts, jobStateLines, openNote} from './job-notes.ts';
import {jobPlaces, liveGpuFraction} from './job-places.ts';
import {scriptLines} from './job-script.ts';
import {scrolledPane} from './scrolled-pane.ts';

export type JobDetailWorld = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

export type JobDetailSize = {
	readonly columns: number;
	readonly rows: number;
	/** Blank lines stand between its parts. */
	readonly isAiry: boolean;
};

export type JobDetailPicture = {
	readonly lines: readonly ScreenLine[];
	/** Lines that can be scrolled out above at most. */
	readonly lastScroll: number;
};

/** The pane under the table of jobs, or the whole body: what the pane shows of the job under the cursor, its hairline first. */
export function jobDetailOf(
	row: JobEntry | undefined,
	world: JobDetailWorld,
	size: JobDetailSize,
): JobDetailPicture {
	if (row === undefined) {
		return {lines: [], lastScroll: 0};
	}

	const {jobs} = world.screen;
	const isWhole = jobs.isOpen || jobs.focus === 'detail';
	const lines = paneLines(row, world, {...size, isWhole});
	return scrolledPane({lines, rows: size.rows, isWhole, scroll: jobs.detailScroll}, world.profile);
}

type Size = JobDetailSize & {readonly isWhole: boolean};

function paneLines(row: JobEntry, world: JobDetailWorld, size: Size): readonly ScreenLine[] {
	switch (world.screen.jobs.pane) {
		case 'why':
			return whyPane(row, world, size);
		case 'script':
			return scriptPane(row, world, size);
		default:
			return factsPane(row, world, size);
	}
}

/** What was told of this very job; undefined before the cursor rested on it. */
function openOf(state: State, row: JobEntry): OpenJob | undefined {
	const open = shownCluster(state)?.open;
	return open !== undefined && isSameJob(open.job, row.ref) ? open : undefined;
}

function headOf(row: JobEntry, state: State, facts: JobHead['facts']): JobHead {
	return {id: jobRowFacts(state, row).id, name: row.job.name, facts};
}

/** More of its nodes are counted. */
const mostPlaces = {small: 4, whole: 64};

function factsPane(row: JobEntry, {state, profile}: JobDetailWorld, size: Size) {
	const {glyphs} = profile;
	const {columns, isWhole, isAiry} = size;
	const {job} = row;
	const open = openOf(state, row);
	const detail = open === undefined ? undefined : loadedValue(open.detail);
	const sight = jobSight(state, row, {
		detail,
		open,
		liveGpuFraction: liveGpuFraction(state, job, detail),
	});
	const most = isWhole ? mostPlaces.whole : mostPlaces.small;
	const {wallMs} = state.clock;
	const gap: readonly ScreenLine[] = isAiry || isWhole ? [{pieces: []}] : [];
	const note = detailNote(row, state, {told: open?.detail, columns});
	return [
		jobHeadLine(headOf(row, state, jobHeadFacts(job)), columns, glyphs),
		...jobStateLines(row, state, {columns, glyphs}),
		...gap,
		...jobUsageLines(
			{efficiency: sight.efficiency, ...jobPlaces(state, {job, detail}, {most, glyphs})},
			columns,
			glyphs,
		),
		...gap,
		...note,
		...jobFactLines({
			...{job, detail, sight, columns, isWhole, isAiry, glyphs},
			nowWallMs: wallMs,
		}),
		...(isWhole ? wholeScript(open, size, profile) : []),
	];
}

/** Under all that is told of it. */
function wholeScript(
	open: OpenJob | undefined,
	{columns}: Size,
	{glyphs}: Profile,
): readonly ScreenLine[] {
	const script = open === undefined ? undefined : loadedValue(open.script);
	return script === undefined ? [] : [{pieces: []}, ...scriptLines(script, {columns, glyphs})];
}

function whyPane(row: JobEntry, {state, profile}: JobDetailWorld, size: Size) {
	const {glyphs} = profile;
	const {columns, isAiry, isWhole} = size;
	const why = jobWhyOf(state);
	const asked = openOf(state, row)?.why;
	const note =
		why === undefined
			? safe`It does not wait.`
			: asked?.state === 'failed'
				? clean(`More could not be asked: ${failureClause(asked.failure)}`, {maxCharacters: 1000})
				: asked?.state === 'fresh'
					? undefined
					: safe`asking the cluster`;
	return jobWhyLines(
		{head: headOf(row, state, [{text: safe`why it waits`, place: 0}]), why, note},
		{
			columns,
			isAiry: isAiry || isWhole,
			glyphs,
			timeText: wallMs => whenText(wallMs, state.clock.wallMs),
		},
	);
}

function scriptPane(row: JobEntry, {state, profile}: JobDetailWorld, {columns}: Size) {
	const {glyphs} = profile;
	const script = openOf(state, row)?.script;
	const head = headOf(row, state, [{text: safe`script`, place: 0}]);
	const value = script === undefined ? undefined : loadedValue(script);
	return [
		jobHeadLine(head, columns, glyphs),
		...(value === undefined
			? script?.state === 'failed'
				? openNote(script, columns)
				: [textLine(safe`asking the cluster`)]
			: scriptLines(value, {columns, glyphs})),
	];
}
