import type {Job, JobRef} from './job.ts';

/** Why a job waits, as rules/job-why.ts reads the reason: theme/job-why-text.ts makes the words. */
export type WaitKind = 'resources' | 'priority' | 'limit' | 'dependency' | 'never';

/** What was asked of the cluster to explain a job that waits. What could not be asked is undefined. */
export type WhyEvidence = {
	readonly job: JobRef;
	/** As `squeue --start` expects it. */
	readonly startsAtMs: number | undefined;
	/** Where it would run then. */
	readonly plannedNodes: string | undefined;
	/** Of the same partitions that wait and have a higher priority, the next first; `ahead` counts all. */
	readonly ahead: number | undefined;
	readonly aheadJobs: readonly Job[];
	/** Of the same partitions that run, the one that ends first, first. */
	readonly running: readonly Job[];
	/** What its priority is made of (sprio): `AGE` 1000. */
	readonly priorityParts: ReadonlyArray<readonly [name: string, value: number]> | undefined;
	/** The limits that stand over it, of QOS and account (sacctmgr), and what of them is used. */
	readonly limits: readonly LimitUse[] | undefined;
	/** What it waits for, each with its state now; undefined: it is not known any more. */
	readonly dependencies: ReadonlyArray<{
		readonly condition: string;
		readonly id: string;
		readonly job: Job | undefined;
	}>;
};

export type LimitUse = {
	/** `MaxJobsPU` of `qos tiny` */
	readonly name: string;
	readonly owner: string;
	readonly limit: string;
	readonly used: string | undefined;
};
