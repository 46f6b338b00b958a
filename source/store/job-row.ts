import type {Job, JobRef} from '../domain/job.ts';
import type {TaskCounts} from '../domain/job-where.ts';

/** A row of the table of jobs: something that a cursor can be on, or the blank line between own jobs and those of others. */
export type JobRow = JobEntry | {readonly kind: 'blank'};

/** `job` stands for the row: of an array the record that tells most of it. */
export type JobEntry = {
	readonly ref: JobRef;
	readonly job: Job;
	readonly isOwn: boolean;
	/** It is told of no more; its row stays until the cursor leaves it. */
	readonly isGone: boolean;
} & (
	| {readonly kind: 'job'}
	/** All of an array: its records, and how its tasks are. */
	| {
			readonly kind: 'array';
			readonly jobs: readonly Job[];
			readonly counts: TaskCounts;
			/** Its tasks stand under it. */
			readonly isOpen: boolean;
	  }
	/** Of an array that is unfolded; while its tasks are asked for also the record of those that wait. */
	| {readonly kind: 'task'; readonly isLast: boolean}
);

/** The records of the controller that a row is made of. */
export function jobsOf(row: JobEntry): readonly Job[] {
	return row.kind === 'array' ? row.jobs : [row.job];
}
