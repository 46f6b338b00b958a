import {jobUsageLines} from '../components/job-usage-lines.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {OpenJob} from '../store/clusters-state.ts';
import type {JobEntry} from '../store/job-row.ts';
import {jobSight} from '../store/job-sight.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {type FactsSubject, jobFactLines, otherFactLines} from './job-facts.ts';
import {detailNote, jobHeadFacts, jobStateLines} from './job-notes.ts';
import {
	headOf,
	type JobDetailSize,
	type JobDetailWorld,
	type JobPaneSize,
	openOf,
} from './job-pane.ts';
import {jobPlaces, liveGpuFraction} from './job-places.ts';
import {scriptLines, scriptPane} from './job-script.ts';
import {whyPane} from './job-why-pane.ts';
import {type PaneContent, type PanePicture, scrolledPane} from './scrolled-pane.ts';

/** The pane under the table of jobs, or the whole body: what the pane shows of the job under the cursor. */
export function jobDetailOf(
	row: JobEntry | undefined,
	world: JobDetailWorld,
	size: JobDetailSize,
): PanePicture {
	if (row === undefined) {
		return {lines: [], lastScroll: 0};
	}

	const {jobs} = world.screen;
	const isWhole = jobs.isOpen || jobs.focus === 'detail';
	const content = paneContent(row, world, {...size, isWhole});
	return scrolledPane(content, {...size, isWhole, scroll: jobs.detailScroll}, world.profile);
}

function paneContent(row: JobEntry, world: JobDetailWorld, size: JobPaneSize): PaneContent {
	switch (world.screen.jobs.pane) {
		case 'why':
			return whyPane(row, world, size);
		case 'script':
			return scriptPane(row, world, size);
		default:
			return factsPane(row, world, size);
	}
}

/** More of its nodes are counted. */
const mostPlaces = {small: 4, whole: 64};

function factsPane(row: JobEntry, world: JobDetailWorld, size: JobPaneSize): PaneContent {
	const {state, profile} = world;
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
	const facts: FactsSubject = {
		...{job, detail, sight, columns, isWhole, isAiry, glyphs},
		nowWallMs: wallMs,
	};
	const note = detailNote(row, state, {told: open?.detail, columns});
	const lines = [
		...jobStateLines(row, state, {columns, glyphs}),
		...gap,
		...jobUsageLines(
			{
				efficiency: sight.efficiency,
				hasSeveralNodes: (job.nodeCount ?? detail?.nodeCount ?? 1) > 1,
				...jobPlaces(state, {job, detail}, {most, glyphs}),
			},
			columns,
			glyphs,
		),
		...gap,
		...note,
		...jobFactLines(facts),
		...(isWhole ? [...wholeScript(open, size, profile), ...below(otherFactLines(facts))] : []),
	];
	return {head: headOf(row, world, jobHeadFacts(job)), lines};
}

function below(lines: readonly ScreenLine[]): readonly ScreenLine[] {
	return lines.length === 0 ? [] : [{pieces: []}, ...lines];
}

/** Under what is told of it. */
function wholeScript(
	open: OpenJob | undefined,
	{columns}: JobPaneSize,
	{glyphs}: Profile,
): readonly ScreenLine[] {
	const script = open === undefined ? undefined : loadedValue(open.script);
	return script === undefined ? [] : [{pieces: []}, ...scriptLines(script, {columns, glyphs})];
}
