import type {ClusterLook} from '../domain/cluster.ts';
import {isSameJob, type Job} from '../domain/job.ts';
import {phaseOf} from '../rules/job-phase.ts';
import type {EndedRound} from './cluster-round.ts';

/** The lists as they were told last; of arrays the tasks of each. */
export type KnownJobs = {
	readonly keep: (round: EndedRound) => void;
	/** What was told last of the job that is looked at. */
	readonly lookedAt: (look: ClusterLook) => Job | undefined;
};

export function createKnownJobs(): KnownJobs {
	const lists = new Map<string, readonly Job[]>();
	return {
		keep({question: {kind, subject}, answer}) {
			if (answer.ok && answer.value.jobs !== undefined) {
				lists.set(`${kind} ${subject}`, answer.value.jobs);
			}
		},
		lookedAt({job: ref}) {
			if (ref === undefined) {
				return undefined;
			}

			for (const jobs of lists.values()) {
				const job = jobs.find(one => isSameJob(one, ref));
				if (job !== undefined) {
					return job;
				}
			}

			return undefined;
		},
	};
}

export function hasBegun(job: Job | undefined): boolean {
	const phase = job && phaseOf(job);
	return phase === 'runs' || phase === 'done' || phase === 'failed' || phase === 'stopped';
}
