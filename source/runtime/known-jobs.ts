import type {ClusterLook} from '../domain/cluster.ts';
import {isEnd} from '../domain/job-state.ts';
import {isSameJob, type Job, type JobRef} from '../domain/job.ts';
import {phaseOf} from '../rules/job-phase.ts';
import type {EndedRound} from './cluster-round.ts';

/** The lists as they were told last; of arrays the tasks of each that is looked at. */
export type KnownJobs = {
	readonly keep: (round: EndedRound, look: ClusterLook) => void;
	/** What was told last of the job that is looked at. */
	readonly lookedAt: (look: ClusterLook) => Job | undefined;
};

export function createKnownJobs(): KnownJobs {
	const lists = new Map<string, readonly Job[]>();
	/** It is asked for at each turn, and a job that is in no list is looked for in all of them. */
	let found: {readonly ref: JobRef; readonly job: Job | undefined} | undefined;
	return {
		keep({question: {kind, subject}, answer}, look) {
			const seen = new Set(look.arrays.map(keyOfTasks));
			for (const key of lists.keys()) {
				if (key.startsWith(keyOfTasks('')) && !seen.has(key)) {
					lists.delete(key);
					found = undefined;
				}
			}

			if (answer.ok && answer.value.jobs !== undefined) {
				const key = `${kind} ${subject}`;
				lists.delete(key);
				lists.set(key, answer.value.jobs);
				found = undefined;
			}
		},
		lookedAt({job: ref}) {
			if (ref === undefined) {
				return undefined;
			}

			if (found === undefined || !isSameJob(found.ref, ref)) {
				found = {ref, job: newestOf(lists, ref)};
			}

			return found.job;
		},
	};
}

/** The list that was told last comes last. */
function newestOf(lists: ReadonlyMap<string, readonly Job[]>, ref: JobRef): Job | undefined {
	for (const jobs of [...lists.values()].toReversed()) {
		const job = jobs.find(one => isSameJob(one, ref));
		if (job !== undefined) {
			return job;
		}
	}

	return undefined;
}

function keyOfTasks(array: string): string {
	return `tasks ${array}`;
}

export function hasBegun(job: Job | undefined): boolean {
	const phase = job && phaseOf(job);
	return phase !== undefined && (phase === 'runs' || isEnd(phase));
}
