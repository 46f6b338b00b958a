import type {Job, JobExit, TimeLimit} from './job.ts';
import type {WaitCause} from './job-why.ts';

/** How a job is, whatever its cluster calls it. `stopped`: somebody ended it, or it had to give way. */
export type JobPhase =
	| 'runs'
	| 'waits'
	| 'held'
	| 'never'
	| 'done'
	| 'failed'
	| 'stopped'
	| 'unknown';

/** How many tasks of an array are how; `isMore`: the list of those that wait was cut off, so that there are more. */
export type TaskCounts = {
	readonly done: number;
	readonly runs: number;
	readonly waits: number;
	/** Also those that were cancelled. */
	readonly failed: number;
	/** Those among `failed` that somebody ended, or that had to give way. */
	readonly stopped: number;
	readonly isMore: boolean;
};

/** Where a job runs, or why it does not: the last column of the table. All text is raw. */
export type JobWhere =
	| {readonly kind: 'gone'}
	/** Names as the rack has them, where it has them; `state` as the cluster calls it. */
	| {
			readonly kind: 'runs';
			readonly state: string;
			readonly nodes: readonly string[];
			/** It waits to be released where it is queued again. */
			readonly isHeld: boolean;
	  }
	| ({readonly kind: 'waits'} & JobWait)
	| {
			readonly kind: 'ended';
			readonly state: string;
			readonly exit: JobExit | undefined;
			readonly reason: string | undefined;
			readonly limit: TimeLimit | undefined;
			readonly nodes: readonly string[];
	  }
	/** An array some tasks of which have begun. */
	| {readonly kind: 'tasks'; readonly counts: TaskCounts};

export type JobWait = {
	/** Undefined for a reason that is not known: it is told as it is. */
	readonly cause: WaitCause | undefined;
	readonly reason: string | undefined;
	/** It is of who asks. */
	readonly isOwn: boolean;
	/** When it will begin, as the scheduler expects, or was asked to; undefined: it is not said, or is past. */
	readonly startsAtMs: number | undefined;
	/** What it waits for: `afterok` of `4711`. */
	readonly dependency: {readonly condition: string; readonly id: string} | undefined;
	/** The longest that its partition allows. */
	readonly partitionLimitSeconds: number | undefined;
	readonly qos: string | undefined;
	readonly account: string | undefined;
	/** So many tasks of it wait; undefined: it is no array. */
	readonly tasks: number | undefined;
	/** So many of them may run at once. */
	readonly mostTasks: number | undefined;
};

/** What a row of the table of jobs shows beside the job itself. */
export type JobRowFacts = {
	readonly job: Job;
	/** `4720_[1-64]` for all of an array. */
	readonly id: string;
	readonly phase: JobPhase;
	readonly where: JobWhere;
	/** Undefined: it has not begun. */
	readonly elapsedMs: number | undefined;
	/** Of all its nodes and cpus together. */
	readonly memoryBytes: number | undefined;
};
