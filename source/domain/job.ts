/** A job as its cluster tells of it. Text is what was told, raw; times are milliseconds since 1970. */
export type Job = {
	/** As squeue shows it: `4711`, `4720_3`, `4720_[5-64%2]` for the tasks of an array that still wait, `41+0`. */
	readonly id: string;
	/** What the controller counts it by; each task that has begun has its own. */
	readonly rawId: string;
	/** Undefined: it is no array. `task` is one index, or those that wait: `5-64%2`. */
	readonly array: {readonly id: string; readonly task: string} | undefined;
	readonly name: string;
	/** The bytes of the name, one character each, where they are not UTF-8; else undefined. */
	readonly nameBytes: string | undefined;
	readonly user: string;
	readonly account: string | undefined;
	/** Several with commas while it waits. */
	readonly partition: string;
	readonly qos: string | undefined;
	/** `PENDING`, `RUNNING`, `NODE_FAIL`: rules/job-phase.ts groups them. */
	readonly state: string;
	/** `Resources`, `None`; may be a sentence. */
	readonly reason: string | undefined;
	readonly submittedAtMs: number | undefined;
	/** When it began, or will begin as the scheduler expects. */
	readonly startsAtMs: number | undefined;
	/** When it ended, or ends at the latest. */
	readonly endsAtMs: number | undefined;
	readonly elapsedSeconds: number | undefined;
	readonly timeLimitSeconds: TimeLimit | undefined;
	readonly nodeCount: number | undefined;
	readonly cpuCount: number | undefined;
	/** Of all its nodes together; undefined: none was asked for, or it is not told. */
	readonly gpuCount: number | undefined;
	/** What was asked for. */
	readonly memory: JobMemory | undefined;
	/** `node[001-003,007]`; undefined while it waits. */
	readonly nodeList: string | undefined;
	readonly priority: number | undefined;
	/** `afterok:4711(unfulfilled)` */
	readonly dependency: string | undefined;
	/** How it ended; undefined while it has not. */
	readonly exit: JobExit | undefined;
};

export type TimeLimit = number | 'unlimited';

/** `per`: with each cpu, or on each node. */
export type JobMemory = {readonly bytes: number; readonly per: 'cpu' | 'node'};

/** `signal` is 0 where none ended it. */
export type JobExit = {readonly code: number; readonly signal: number};

/**
 * Which job is meant, so that an id that was given anew means nothing: the id, whose it is and when it was submitted.
 * `id` is `4711`, `4720` for all of an array, `4720_3` for one task of it, `41+0`.
 */
export type JobRef = {
	readonly id: string;
	readonly user: string;
	readonly submittedAtMs: number | undefined;
};

export function isSameJob(one: JobRef, other: JobRef): boolean {
	return (
		one.id === other.id && one.user === other.user && one.submittedAtMs === other.submittedAtMs
	);
}

/** The same job, or none twice. */
export function isSameSubject(one: JobRef | undefined, other: JobRef | undefined): boolean {
	return one === undefined || other === undefined ? one === other : isSameJob(one, other);
}
