import type {Failure} from '../domain/failure.ts';
import type {JobRef} from '../domain/job.ts';
import {isUnknownJob} from '../domain/unknown-job.ts';
import {failureText} from './failure-text.ts';
import {clean, type Safe, safe} from './safe.ts';

const forOthers = /permission denied|invalid user id|not permitted/i;

/** What to do about a refusal to change a job of this owner, where the cluster's own words do not say it; undefined: nothing is known. */
export function refusalOfChangeAdvice(words: string, owner: string): Safe | undefined {
	if (forOthers.test(words)) {
		return safe`Only its owner, ${clean(owner, {maxCharacters: 40})}, or an operator of the cluster may do that.`;
	}

	if (/pending execution/i.test(words)) {
		return safe`It waits already.`;
	}

	return /requeue|disabled/i.test(words)
		? safe`It was submitted with --no-requeue, or the cluster allows it to nobody.`
		: undefined;
}

/** The same in few words, in place of those of the cluster: `only bob or an operator may do that`. */
export function refusalOfChangeInShort(words: string, owner: string): Safe | undefined {
	if (forOthers.test(words)) {
		return safe`only ${clean(owner, {maxCharacters: 40})} or an operator may do that`;
	}

	return /pending execution/i.test(words)
		? safe`it waits already`
		: /requeue|disabled/i.test(words)
			? safe`it or the cluster allows no requeue`
			: undefined;
}

/** Slurm says `Invalid user id` of nodes, too. */
export function refusalOfNodeChangeAdvice(words: string): Safe | undefined {
	return forOthers.test(words) ? safe`Only an operator of the cluster may do that.` : undefined;
}

export function refusalOfNodeChangeInShort(words: string): Safe | undefined {
	return forOthers.test(words) ? safe`only an operator may do that` : undefined;
}

/**
 * Why the script of a job cannot be shown. The accounting keeps scripts only where it was told to
 * (https://slurm.schedmd.com/slurm.conf.html#OPT_job_script).
 */
export function scriptFailureText(failure: Failure, {id, user}: JobRef): Safe {
	if (isUnknownJob(failure)) {
		return safe`The controller has forgotten the job, and its script with it. Where the accounting keeps scripts, this shows it: sacct -j ${clean(id, {maxCharacters: 40})} --batch-script`;
	}

	return failure.kind === 'exited' && forOthers.test(failure.stderr)
		? safe`Only ${clean(user, {maxCharacters: 40})} and operators of the cluster may read it.`
		: clean(failureText(failure), {maxCharacters: 1000});
}
