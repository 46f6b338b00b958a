import type {JobExit, JobMemory, TimeLimit} from './job.ts';

/** All that the controller tells of one job. What a version lacks is undefined. */
export type JobDetail = {
	readonly id: string;
	/** Of the record itself, which each task of an array that has begun has. */
	readonly rawId?: string;
	readonly name: string;
	/** What the owner wrote, as bytes, one character each; only where some of it is no UTF-8. */
	readonly bytes?: {
		readonly name: string;
		readonly stdOut: string | undefined;
		readonly stdErr: string | undefined;
	};
	readonly user: string | undefined;
	readonly group: string | undefined;
	readonly account: string | undefined;
	readonly qos: string | undefined;
	readonly partition: string | undefined;
	readonly state: string | undefined;
	readonly reason: string | undefined;
	readonly priority: number | undefined;
	readonly nice: number | undefined;
	readonly dependency: string | undefined;
	readonly exit: JobExit | undefined;
	readonly isBatch: boolean | undefined;
	readonly isRequeued: boolean | undefined;
	readonly restarts: number | undefined;
	readonly runSeconds: number | undefined;
	readonly timeLimitSeconds: TimeLimit | undefined;
	readonly submittedAtMs: number | undefined;
	readonly eligibleAtMs: number | undefined;
	readonly startsAtMs: number | undefined;
	readonly endsAtMs: number | undefined;
	readonly lastScheduledAtMs: number | undefined;
	readonly nodeCount: number | undefined;
	readonly cpuCount: number | undefined;
	readonly taskCount: number | undefined;
	readonly cpusPerTask: number | undefined;
	readonly gpuCount: number | undefined;
	readonly memory: JobMemory | undefined;
	/** Nothing else may run on its nodes; undefined: it is not told, or others of its user or its label may. */
	readonly wholeNodes: boolean | undefined;
	readonly nodeList: string | undefined;
	readonly batchHost: string | undefined;
	readonly requestedNodes: string | undefined;
	readonly excludedNodes: string | undefined;
	readonly features: string | undefined;
	readonly reservation: string | undefined;
	readonly licenses: string | undefined;
	/** Raw, and what the job's owner made of them. */
	readonly command: string | undefined;
	readonly workDir: string | undefined;
	readonly comment: string | undefined;
	/** Patterns such as `logs/%x-%j.out`, or paths: rules/job-log-path.ts expands what is left. */
	readonly stdOut: string | undefined;
	readonly stdErr: string | undefined;
	/** They are as scontrol tells them, which has replaced in them what it knows; else patterns. */
	readonly areLogsTold?: boolean;
	/** Each node with the indices of its gpus and cpus, as `scontrol -d` tells. */
	readonly allocations: readonly JobAllocation[];
	/** What no other field holds, in the order in which it was told: `['OverSubscribe', 'OK']`. */
	readonly others: ReadonlyArray<readonly [key: string, value: string]>;
};

export type JobAllocation = {
	/** `node[001-002]` */
	readonly nodes: string;
	readonly cpuIds: string | undefined;
	readonly memoryBytes: number | undefined;
	/** `gpu:a100:2(IDX:0-1)` */
	readonly gres: string | undefined;
};

/** What a job has used: of sstat while it runs, of sacct after. All of its steps together. */
export type JobUsage = {
	readonly cpuSeconds: number | undefined;
	/** Of the largest task. */
	readonly maxMemoryBytes: number | undefined;
	readonly readBytes: number | undefined;
	readonly writtenBytes: number | undefined;
	/** Of all steps, where one is known; gpus are not measured by all clusters. */
	readonly gpuFraction: number | undefined;
};
