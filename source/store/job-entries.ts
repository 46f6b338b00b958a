/** What stands in a row of the table: a job, or an array with its tasks folded. */
import type {Job, JobRef} from '../domain/job.ts';
import {arrayRef, countInSteps, foldInSteps, type FoldedJob} from '../rules/fold-arrays.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {eachInSteps, itemsPerStep, type Steps} from '../rules/steps.ts';
import type {JobEntry} from './job-row.ts';

export const ownEntries = rememberSteps(function* (jobs: readonly Job[]) {
	return yield* entriesInSteps(jobs, true);
});
export const otherEntries = rememberSteps(function* (
	all: readonly Job[],
	user: string | undefined,
) {
	const others: Job[] = [];
	yield* eachInSteps(all, job => {
		if (user === undefined || job.user !== user) {
			others.push(job);
		}
	});
	return yield* entriesInSteps(others, false);
});

function* entriesInSteps(jobs: readonly Job[], isOwn: boolean): Steps<readonly JobEntry[]> {
	const entries: JobEntry[] = [];
	for (const folded of yield* foldInSteps(jobs)) {
		const isJob = folded.kind === 'job';
		entries.push(isJob ? jobEntry(folded.job, isOwn) : yield* arrayEntry(folded, isOwn));
		if (entries.length % itemsPerStep === 0) {
			yield;
		}
	}

	return entries;
}

function* arrayEntry(
	{id, job, jobs}: Extract<FoldedJob, {kind: 'array'}>,
	isOwn: boolean,
): Steps<JobEntry> {
	const counts = yield* countInSteps(jobs);
	return {
		...{kind: 'array', ref: arrayRef(id, jobs), job, jobs, counts},
		...{isOpen: false, isOwn, isGone: false},
	};
}

function jobEntry(job: Job, isOwn: boolean): JobEntry {
	return {kind: 'job', ref: refOfJob(job), job, isOwn, isGone: false};
}

export function refOfJob({id, user, submittedAtMs}: Job): JobRef {
	return {id, user, submittedAtMs};
}
