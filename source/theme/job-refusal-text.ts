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
