import {textLine, textWidth} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import {wrapWords} from '../components/wrap-words.ts';
import {isEnd} from '../domain/job-state.ts';
import type {Job} from '../domain/job.ts';
import type {Loadable} from '../domain/loadable.ts';
import {isUnknownJob} from '../domain/unknown-job.ts';
import {jobRowFacts} from '../store/job-facts.ts';
import type {JobEntry} from '../store/job-row.ts';
import {dependentsOf} from '../store/job-sight.ts';
import type {State} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {jobStateParts} from '../theme/job-state-text.ts';
import {allTaskParts, jobWhereParts} from '../theme/job-where-text.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

/** `alice · account lab-a · qos normal · priority 10482`, the most important first. */
export function jobHeadFacts({user, account, qos, priority}: Job): readonly HairlineFact[] {
	const facts: ReadonlyArray<readonly [place: number, text: Safe | undefined]> = [
		[0, clean(user, {maxCharacters: 40})],
		[1, account === undefined ? undefined : safe`account ${clean(account, {maxCharacters: 40})}`],
		[3, priority === undefined ? undefined : safe`priority ${priority}`],
		[2, qos === undefined ? undefined : safe`qos ${clean(qos, {maxCharacters: 40})}`],
	];
	return facts.flatMap(([place, text]) => (text === undefined ? [] : [{place, text}]));
}

/** How it is, in one line; of an array also how its tasks are. */
export function jobStateLines(
	row: JobEntry,
	state: State,
	{columns, glyphs}: {readonly columns: number; readonly glyphs: Glyphs},
): readonly ScreenLine[] {
	const {job, phase, where} = jobRowFacts(state, row);
	const {wallMs} = state.clock;
	if (where.kind === 'gone') {
		return [textLine(safe`The cluster tells of it no more.`)];
	}

	const parts =
		where.kind === 'tasks'
			? allTaskParts(where.counts)
			: jobStateParts({
					...{job, phase, nowWallMs: wallMs},
					isHeld: where.kind === 'runs' && where.isHeld,
					wait: where.kind === 'waits' ? jobWhereParts(where, wallMs) : [],
					dependents: dependentsOf(state, row),
				});
	return [textLine(fitParts(parts, textWidth(columns), glyphs))];
}

/** `openNote` of what the controller tells of it. One that has ended is told of by sacct, and the controller may forget it. */
export function detailNote(
	row: JobEntry,
	state: State,
	{told, columns}: {readonly told: Loadable<unknown> | undefined; readonly columns: number},
): readonly ScreenLine[] {
	const failure = told?.state === 'failed' || told?.state === 'stale' ? told.failure : undefined;
	const isForgotten = failure !== undefined && isUnknownJob(failure);
	return isForgotten && isOver(row, state) ? [] : openNote(told, columns);
}

function isOver(row: JobEntry, state: State): boolean {
	const {phase, where} = jobRowFacts(state, row);
	return where.kind === 'gone' || isEnd(phase);
}

/** Why it is not told, or is no more; nothing while it is fresh or awaited. */
export function openNote(
	told: Loadable<unknown> | undefined,
	columns: number,
): readonly ScreenLine[] {
	return told?.state === 'failed' || told?.state === 'stale'
		? wrapWords(clean(failureText(told.failure), {maxCharacters: 1000}), textWidth(columns)).map(
				textLine,
			)
		: [];
}
