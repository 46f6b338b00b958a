import type {Failure} from '../domain/failure.ts';
import type {JobRef} from '../domain/job.ts';
import {isUnknownJob} from '../domain/unknown-job.ts';
import {failureText} from './failure-text.ts';
import {clean, type Safe, safe} from './safe.ts';

/** What to do about a refusal to change a job of this owner, where the cluster's own words do not say it; undefined: nothing is known. */
export function refusalOfChangeAdvice(words: string, owner: string): Safe | undefined {
	if (/permission denied|invalid user id|not permitted/i.test(words)) {
		return safe`Only its owner, ${clean(owner, {maxCharacters: 40})}, or an operator of the cluster may do that.`;
	}

	if (/pending execution/i.test(words)) {
		return safe`It waits already.`;
	}

	return /requeue|disabled/i.test(words)
		? safe`It was submitted with --no-requeue, or the cluster allows it to nobody.`
		: undefined;
}

/**
 * Why the script of a job cannot be shown. The accounting keeps scripts only where it was told to
 * (https://slurm.schedmd.com/slurm.conf.html#OPT_job_script).
 */
export function scriptFailureText(failure: Failure, {id, user}: JobRef): Safe {
	if (isUnknownJob(failure)) {
		return safe`The controller has forgotten the job, and its script with it. Where the accounting keeps scripts, this shows it: sacct -j ${clean(id, {maxCharacters: 40})} --batch-script`;
	}

	return failure.kind === 'exited' && /permission denied|invalid user id/i.test(failure.stderr)
		? safe`Only ${clean(user, {maxCharacters: 40})} and operators of the cluster may read it.`
		: clean(failureText(failure), {maxCharacters: 1000});
}
