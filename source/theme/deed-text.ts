import {assertNever} from '../domain/assert-never.ts';
import type {ClusterDeed} from '../domain/cluster-deed.ts';
import type {Failure} from '../domain/failure.ts';
import type {JobChange} from '../domain/job-change.ts';
import {
	changedWord,
	doubtClause,
	drainedWord,
	idText,
	stateWord,
	timeWords,
	wordLimit,
} from './deed-words.ts';
import {failureClause, failureText} from './failure-text.ts';
import {
	refusalOfChangeAdvice,
	refusalOfChangeInShort,
	refusalOfNodeChangeAdvice,
	refusalOfNodeChangeInShort,
} from './job-refusal-text.ts';
import {clean, type Safe, safe} from './safe.ts';
import {submissionText} from './submission-text.ts';

export type JobDeed = Extract<ClusterDeed, {kind: 'changedJob'}>;
export type NodeDeed = Extract<ClusterDeed, {kind: 'changedNode'}>;

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

/** In few words, where there are any: `4711 is not cancelled: only bob or an operator may do that.` */
export function deedInShort(deed: ClusterDeed): Safe | undefined {
	if (deed.kind === 'submitted' || deed.outcome.result.kind !== 'refused') {
		return undefined;
	}

	const {words} = deed.outcome.result;
	if (deed.kind === 'changedNode') {
		const why = refusalOfNodeChangeInShort(words);
		return why && safe`${idText(deed.outcome.node)} is not ${drainedWord(deed.change)}: ${why}.`;
	}

	const {job} = deed.outcome;
	const why = refusalOfChangeInShort(words, job.user);
	return why && safe`${idText(job.id)} is not ${changedWord(deed.change)}: ${why}.`;
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
			return result.state === undefined
				? safe`${id} had ended before: nothing was sent.`
				: safe`${id} had ended before (${stateWord(result.state)}): nothing was sent.`;
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
			return withAdvice(
				safe`${name} is not ${word}: ${clean(result.words, wordLimit)}`,
				refusalOfNodeChangeAdvice(result.words),
			);
		case 'unknown':
			return safe`${name} may be ${word}, nobody knows yet: ${clean(doubtClause(result.failure), wordLimit)}`;
		case 'failed':
			return safe`${name} is not ${word}: ${clean(failureClause(result.failure), wordLimit)}`;
		default:
			return assertNever(result);
	}
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

/** What happened, in parts of falling weight, as a row of the events. */
export function deedParts(deed: ClusterDeed): readonly Safe[] {
	const argv = deed.argv.length === 0 ? [] : [clean(deed.argv.join(' '), wordLimit)];
	return [withoutStop(deedText(deed)), ...argv];
}

function withoutStop(text: Safe): Safe {
	return clean(text.replace(/\.$/, ''), wordLimit);
}
