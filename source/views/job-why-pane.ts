import {jobWhyLines} from '../components/job-why-lines.ts';
import {labelledFacts} from '../components/labelled-lines.ts';
import {loadedValue} from '../domain/loadable.ts';
import {jobRowFacts} from '../store/job-facts.ts';
import type {JobEntry} from '../store/job-row.ts';
import {jobWhyOf} from '../store/job-why-of.ts';
import type {State} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import {failureClause} from '../theme/failure-text.ts';
import {limitText} from '../theme/job-text.ts';
import {jobWhereParts} from '../theme/job-where-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {whenText} from '../theme/time-text.ts';
import {waitedText} from './job-facts.ts';
import {jobStateLines} from './job-notes.ts';
import {headOf, type JobDetailWorld, type JobPaneSize, openOf} from './job-pane.ts';
import type {PaneContent} from './scrolled-pane.ts';

/** Why it waits; of one that does not, how it is instead. */
export function whyPane(row: JobEntry, world: JobDetailWorld, size: JobPaneSize): PaneContent {
	const {state, profile} = world;
	const {columns, isAiry, isWhole} = size;
	const why = jobWhyOf(state);
	if (why === undefined) {
		const head = headOf(row, world, [{text: safe`it does not wait`, place: 0}]);
		return {head, lines: instead(row, world, size)};
	}

	const asked = openOf(state, row)?.why;
	const note =
		asked?.state === 'failed'
			? clean(`More could not be asked: ${failureClause(asked.failure)}`, {maxCharacters: 1000})
			: asked?.state === 'fresh'
				? undefined
				: safe`asking the cluster`;
	const lines = jobWhyLines(
		{why, note},
		{
			columns,
			isAiry: isAiry || isWhole,
			glyphs: profile.glyphs,
			timeText: wallMs => whenText(wallMs, state.clock.wallMs),
		},
	);
	return {head: headOf(row, world, [{text: safe`why it waits`, place: 0}]), lines};
}

/** Since when it runs, where, and when it ends at the latest; or how it ended. */
function instead(
	row: JobEntry,
	{state, profile: {glyphs}}: JobDetailWorld,
	{columns, isAiry, isWhole}: JobPaneSize,
): readonly ScreenLine[] {
	const gap: readonly ScreenLine[] = isAiry || isWhole ? [{pieces: []}] : [];
	const facts = row.isGone || row.kind === 'array' ? [] : insteadFacts(row, state, glyphs.apart);
	return [
		...jobStateLines(row, state, {columns, glyphs}),
		...(facts.length === 0 ? [] : gap),
		...labelledFacts(facts, columns),
	];
}

/** `exit 1` the state has said already. */
function insteadFacts(
	row: JobEntry,
	state: State,
	apart: Safe,
): ReadonlyArray<readonly [label: Safe, text: Safe | undefined]> {
	const {job, where, elapsedMs} = jobRowFacts(state, row);
	const nowWallMs = state.clock.wallMs;
	const nodes = where.kind === 'runs' || where.kind === 'ended' ? where.nodes : [];
	const [how] =
		where.kind === 'ended' && where.state !== 'FAILED'
			? jobWhereParts({...where, nodes: []}, nowWallMs)
			: [];
	const [place] = jobWhereParts({kind: 'runs', state: 'RUNNING', nodes, isHeld: false}, nowWallMs);
	const detail = openOf(state, row)?.detail;
	const told = detail && loadedValue(detail);
	return [
		[safe`how`, how],
		[safe`where`, place],
		[safe`limit`, limitOf(job.timeLimitSeconds, elapsedMs, apart)],
		[safe`waited`, waitedText({job, detail: told, nowWallMs})],
	];
}

/** `8 h · 2 h 14 m of it used` */
function limitOf(
	limit: number | 'unlimited' | undefined,
	elapsedMs: number | undefined,
	apart: Safe,
): Safe | undefined {
	if (limit === undefined) {
		return undefined;
	}

	if (elapsedMs === undefined || limit === 'unlimited') {
		return limitText(limit);
	}

	return safe`${limitText(limit)} ${apart} ${clean(durationText(elapsedMs))} of it used`;
}
