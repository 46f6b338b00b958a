import {assertNever} from '../domain/assert-never.ts';
import type {ClusterDeed} from '../domain/cluster-deed.ts';
import type {JobOutcome} from '../domain/job-change.ts';
import {deedText, isDone, type JobDeed, type NodeDeed} from './deed-text.ts';
import {changedWord, drainedWord, idText, wordLimit} from './deed-words.ts';
import {failureClause} from './failure-text.ts';
import type {Glyphs} from './glyphs.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

/** What came of what was done at once: `4711 is cancelled.`, `2 of 3 cancelled · 4715: Access/permission denied` */
export function deedsText(deeds: readonly ClusterDeed[], glyphs: Pick<Glyphs, 'apart'>): Safe {
	const [first, ...others] = deeds;
	if (first === undefined) {
		return safe`Nothing was done.`;
	}

	if (others.length === 0) {
		return deedText(first);
	}

	const changed = deeds.filter(deed => deed.kind !== 'submitted');
	const failed = changed.filter(deed => !isDone(deed));
	const runOn = changed.filter(runsOn);
	const doneCount = changed.length - failed.length - runOn.length;
	const [noun, verb] = wordsOf(first);
	const sum =
		doneCount === changed.length
			? safe`${doneCount} ${noun} ${verb}`
			: safe`${doneCount} of ${changed.length} ${verb}`;
	return joinSafe([sum, ...runOnParts(runOn), ...failedParts(failed)], safe` ${glyphs.apart} `);
}

/** It was held while it ran. */
function runsOn({outcome: {result}}: JobDeed | NodeDeed): boolean {
	return result.kind === 'done' && result.runsOn === true;
}

/** `4711 runs on, held if requeued`, `4711 and 2 others run on, held if requeued` */
function runOnParts(running: ReadonlyArray<JobDeed | NodeDeed>): readonly Safe[] {
	if (running.length === 0) {
		return [];
	}

	const verb = running.length === 1 ? safe`runs` : safe`run`;
	return [safe`${subjectsText(running)} ${verb} on, held if requeued`];
}

/** `4711`, `4711 and 2 others` */
function subjectsText([first, ...others]: ReadonlyArray<JobDeed | NodeDeed>): Safe {
	const id = first === undefined ? safe`` : subjectText(first);
	const more = others.length === 1 ? safe`1 other` : safe`${others.length} others`;
	return others.length === 0 ? id : safe`${id} and ${more}`;
}

/** `4715: Access/permission denied`, `4716 and 149 others: it was not sent`: what is the same of several is told once. */
function failedParts(failed: ReadonlyArray<JobDeed | NodeDeed>): readonly Safe[] {
	const groups = Map.groupBy(failed, ({outcome}) => shortResult(outcome.result));
	return [...groups].map(([words, same]) => safe`${subjectsText(same)}: ${words}`);
}

function wordsOf(deed: ClusterDeed): readonly [noun: Safe, verb: Safe] {
	switch (deed.kind) {
		case 'changedJob':
			return [safe`jobs`, changedWord(deed.change)];
		case 'changedNode':
			return [safe`nodes`, drainedWord(deed.change)];
		default:
			return [safe`scripts`, safe`done`];
	}
}

function subjectText(deed: JobDeed | NodeDeed): Safe {
	return idText(deed.kind === 'changedJob' ? deed.outcome.job.id : deed.outcome.node);
}

function shortResult(result: JobOutcome['result']): Safe {
	switch (result.kind) {
		case 'done':
			return safe`done`;
		case 'gone':
			return safe`not there any more`;
		case 'ended':
			return safe`had ended before`;
		case 'refused':
			return clean(result.words, wordLimit);
		case 'unknown':
			return safe`unknown`;
		case 'failed':
			return clean(failureClause(result.failure), wordLimit);
		default:
			return assertNever(result);
	}
}
