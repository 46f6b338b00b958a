import {assertNever} from '../domain/assert-never.ts';
import type {SubmissionOutcome, TestedSubmission} from '../domain/submission.ts';
import {doubtClause, idText, wordLimit} from './deed-words.ts';
import {failureClause} from './failure-text.ts';
import {clean, type Safe, safe} from './safe.ts';
import {dayText, timeText} from './time-text.ts';

/** What the cluster says of a script that it would take. */
export function testedText({startsAtMs, words}: Extract<TestedSubmission, {kind: 'fits'}>): Safe {
	if (startsAtMs === undefined) {
		return words === ''
			? safe`It fits: the cluster would take it.`
			: safe`It fits: ${clean(words, {maxCharacters: 300})}`;
	}

	const [, told = ''] = /\busing (.+)$/.exec(words) ?? [];
	const resources = clean(told.replace(/^1 processors\b/, '1 processor'), {maxCharacters: 200});
	const using = resources === '' ? safe`` : safe`, using ${resources}`;
	return safe`It fits. Slurm estimates its start about ${timeText(startsAtMs)} on ${dayText(startsAtMs)}${using}.`;
}

/** What to do about a refusal of sbatch, where its own words do not say it; undefined: nothing is known. */
export function refusalAdvice(words: string, at: 'screen' | 'shell' = 'screen'): Safe | undefined {
	const found = advices.find(({pattern}) => pattern.test(words));
	return at === 'shell' ? (found?.atShell ?? found?.advice) : found?.advice;
}

const advices: ReadonlyArray<{
	readonly pattern: RegExp;
	readonly advice: Safe;
	/** Where there are no keys. */
	readonly atShell?: Safe;
}> = [
	{
		pattern: /does not look like a batch script/i,
		advice: safe`Put a line such as #!/bin/bash over all others of the script.`,
	},
	{
		pattern: /invalid partition/i,
		advice: safe`Change partition; v in the tab of jobs lists those that there are.`,
		atShell: safe`Change --partition: sinfo -s lists those that there are.`,
	},
	{
		pattern: /invalid account/i,
		advice: safe`Change account: sacctmgr show assoc user=$USER lists yours.`,
		atShell: safe`Change --account: sacctmgr show assoc user=$USER lists yours.`,
	},
	{
		pattern: /invalid qos/i,
		advice: safe`Change qos: sacctmgr show qos lists those that there are.`,
		atShell: safe`Change --qos: sacctmgr show qos lists those that there are.`,
	},
	{
		pattern: /invalid --time|time limit/i,
		advice: safe`Change time: 90 is minutes, 1:30:00 hours, 2-0 days. v lists what partitions allow.`,
		atShell: safe`Change --time: 90 is minutes, 1:30:00 hours, 2-0 days; sinfo -s lists what partitions allow.`,
	},
	{
		pattern: /configuration is not available|more processors|node count/i,
		advice: safe`Ask for less: no node of the partition has so much.`,
	},
	{
		pattern: /unable to open file/i,
		advice: safe`Check the path, as it is on the login node.`,
	},
];

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
