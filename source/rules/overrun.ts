import type {Job} from '../domain/job.ts';
import type {JobChange, Overrun} from '../domain/job-change.ts';
import {phaseOf} from './job-phase.ts';

/**
 * What a new time limit stops at once: Slurm ends a job that has run for its limit, whenever that was set
 * (https://slurm.schedmd.com/slurm.conf.html#OPT_OverTimeLimit). Undefined: nothing that runs.
 */
export function overrunOf(change: JobChange, jobs: readonly Job[]): Overrun | undefined {
	const running = jobs.filter(job => phaseOf(job) === 'runs');
	const over = running.flatMap(job => {
		const {elapsedSeconds} = job;
		const limit = limitAfter(change, job);
		return elapsedSeconds !== undefined && limit !== undefined && limit <= elapsedSeconds
			? [elapsedSeconds]
			: [];
	});
	return over.length === 0
		? undefined
		: {
				count: over.length,
				of: running.length,
				elapsedSeconds: over.reduce((most, one) => Math.max(most, one), 0),
			};
}

/** Undefined: none that is known. */
function limitAfter(change: JobChange, {timeLimitSeconds}: Job): number | undefined {
	switch (change.kind) {
		case 'setTimeLimit':
			return change.seconds;
		case 'addTime':
			return typeof timeLimitSeconds === 'number' ? timeLimitSeconds + change.seconds : undefined;
		default:
			return undefined;
	}
}
