import type {Job} from '../domain/job.ts';

/** Ids of the jobs that wait for this one: for it alone, or for one of its tasks. */
export function dependentsOn(jobs: readonly Job[], id: string): readonly string[] {
	const named = new RegExp(String.raw`[:?,]${escaped(id)}(?:_[\d*]+)?(?:\+\d+)?(?=[(:,?]|$)`);
	return jobs.flatMap(job =>
		job.dependency !== undefined && named.test(job.dependency) ? [job.array?.id ?? job.id] : [],
	);
}

function escaped(text: string): string {
	return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
