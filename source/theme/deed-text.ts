import {assertNever} from '../domain/assert-never.ts';
import type {ClusterDeed} from '../domain/cluster-deed.ts';
import type {Failure} from '../domain/failure.ts';
import type {JobChange, JobOutcome, NodeChange} from '../domain/job-change.ts';
import type {SubmissionOutcome} from '../domain/submission.ts';
import {durationText} from './duration-text.ts';
import {failureClause, failureText, whatHappened} from './failure-text.ts';
import type {Glyphs} from './glyphs.ts';
import {refusalOfChangeAdvice} from './job-refusal-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

type JobDeed = Extract<ClusterDeed, {kind: 'changedJob'}>;
type NodeDeed = Extract<ClusterDeed, {kind: 'changedNode'}>;

const wordLimit = {maxCharacters: 300};

/** Whether it was done as it was wished. */
export function isDone(deed: ClusterDeed): boolean {
	switch (deed.kind) {
		case 'changedJob':
		case 'changedNode':
			return deed.outcome.result.kind === 'done';
		case 'submitted':
			return deed.outcome.kind === 'submitted';
		default:
			return assertNever(deed);
	}
}

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

/** One deed as a sentence. */
export function deedText(deed: ClusterDeed): Safe {
	switch (deed.kind) {
		case 'changedJob':
			return jobDeedText(deed);
		case 'changedNode':
			return nodeDeedText(deed);
		case 'submitted':
			return submissionText(deed.outcome, deed.script);
		default:
			return assertNever(deed);
	}
}

function jobDeedText({change, outcome: {job, result}}: JobDeed): Safe {
	const id = idText(job.id);
	switch (result.kind) {
		case 'done':
			return result.runsOn === true
				? safe`${id} runs on; it is held if it is requeued.`
				: doneText(change, id);
		case 'gone':
			return safe`${id} is not there any more, or another job by now: nothing was sent.`;
		case 'ended':
			return safe`${id} had ended before (${stateWord(result.state)}): nothing was sent.`;
		case 'refused':
			return withAdvice(
				safe`${id} is not ${changedWord(change)}: ${clean(result.words, wordLimit)}`,
				refusalOfChangeAdvice(result.words, job.user),
			);
		case 'unknown':
			return safe`${id} may be ${changedWord(change)}, nobody knows yet: ${clean(doubtClause(result.failure), wordLimit)}`;
		case 'failed':
			return safe`${id} is not ${changedWord(change)}: ${clean(failedText(result.failure, job.id), wordLimit)}`;
		default:
			return assertNever(result);
	}
}

/** What is about itself names it once. */
function failedText(failure: Failure, id: string): string {
	return failure.where === id ? failureClause(failure) : failureText(failure);
}

/** What to do about it, where the words of the cluster do not say it. */
function withAdvice(text: Safe, advice: Safe | undefined): Safe {
	return advice === undefined ? text : safe`${clean(text.replace(/\.$/, ''))}. ${advice}`;
}

function nodeDeedText({change, outcome: {node, result}}: NodeDeed): Safe {
	const name = clean(node, {maxCharacters: 60});
	const word = drainedWord(change);
	switch (result.kind) {
		case 'done':
			return safe`${name} is ${word}.`;
		case 'refused':
			return safe`${name} is not ${word}: ${clean(result.words, wordLimit)}`;
		case 'unknown':
			return safe`${name} may be ${word}, nobody knows yet: ${clean(doubtClause(result.failure), wordLimit)}`;
		case 'failed':
			return safe`${name} is not ${word}: ${clean(failureClause(result.failure), wordLimit)}`;
		default:
			return assertNever(result);
	}
}

function drainedWord({kind}: NodeChange): Safe {
	return kind === 'drain' ? safe`drained` : safe`resumed`;
}

function doneText(change: JobChange, id: Safe): Safe {
	switch (change.kind) {
		case 'setTimeLimit':
			return safe`${id} may run for ${timeWords(change.seconds)} now.`;
		case 'addTime':
			return change.seconds < 0
				? safe`${id} may run for ${timeWords(-change.seconds)} less now.`
				: safe`${id} may run for ${timeWords(change.seconds)} more now.`;
		case 'setNice':
			return safe`The nice value of ${id} is ${change.nice} now.`;
		case 'setName':
			return safe`${id} is called ${clean(change.name, wordLimit)} now.`;
		case 'setComment':
			return safe`The comment of ${id} is set.`;
		default:
			return safe`${id} is ${changedWord(change)}.`;
	}
}

/** `cancelled`, as in `4711 is not cancelled`. */
export function changedWord({kind}: JobChange): Safe {
	switch (kind) {
		case 'cancel':
			return safe`cancelled`;
		case 'hold':
			return safe`held`;
		case 'release':
			return safe`released`;
		case 'requeue':
			return safe`requeued`;
		case 'requeueHold':
			return safe`requeued and held`;
		case 'setName':
			return safe`renamed`;
		case 'setTimeLimit':
		case 'addTime':
		case 'setNice':
		case 'setComment':
			return safe`changed`;
		default:
			return assertNever(kind);
	}
}

/** `1 h 30 m` */
export function timeWords(seconds: number): Safe {
	return clean(durationText(seconds * 1000).replace(/ 0 [hms]$/, ''));
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

/** What became of a script that was submitted; for a screen that says itself what keys do. */
export function submissionText(outcome: SubmissionOutcome, script: string): Safe {
	const name = clean(script, {maxCharacters: 100});
	switch (outcome.kind) {
		case 'submitted':
			return outcome.wasLookedUp
				? safe`${name} is job ${idText(outcome.id)}: the answer was lost, its token was found.`
				: safe`${name} is job ${idText(outcome.id)}.`;
		case 'refused':
			return safe`${name} is not submitted: ${clean(outcome.words, wordLimit)}`;
		case 'notSubmitted':
			return safe`${name} is not submitted, and there is no job: ${clean(failureClause(outcome.failure), wordLimit)}`;
		case 'unknown':
			return safe`Nobody knows yet whether ${name} is a job: ${clean(doubtClause(outcome.failure), wordLimit)}`;
		default:
			return assertNever(outcome);
	}
}

/** Why nobody knows. What may have been done is not to be run again unseen, where it was stopped before it told. */
function doubtClause(failure: Failure): string {
	return failure.kind === 'cancelled' ? whatHappened(failure) : failureClause(failure);
}

/** What happened, in parts of falling weight, as a row of the events. */
export function deedParts(deed: ClusterDeed): readonly Safe[] {
	const argv = deed.argv.length === 0 ? [] : [clean(deed.argv.join(' '), wordLimit)];
	return [withoutStop(deedText(deed)), ...argv];
}

function withoutStop(text: Safe): Safe {
	return clean(text.replace(/\.$/, ''), wordLimit);
}

function idText(id: string): Safe {
	return clean(id, {maxCharacters: 40});
}

/** `node fail` */
function stateWord(state: string): Safe {
	return clean(state.toLowerCase().replaceAll('_', ' '), {maxCharacters: 40});
}
