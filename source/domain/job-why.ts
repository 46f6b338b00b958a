import type {Job, JobRef} from './job.ts';
import type {SlurmNode} from './partition.ts';

/** Why a job waits, as rules/job-why.ts reads the reason: theme/job-cause-text.ts, job-fact-text.ts and job-help-text.ts make the words. */
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

/** What a reason comes down to; rules/wait-reason.ts maps all that Slurm has. */
export type WaitCause =
	| 'resources'
	| 'nodesUnavailable'
	| 'nodesPromised'
	| 'licenses'
	| 'burstBuffer'
	| 'partitionClosed'
	| 'settingUp'
	| 'otherCluster'
	| 'priority'
	| 'notLookedAt'
	| 'arrayLimit'
	| 'groupLimit'
	| 'userLimit'
	| 'accountLimit'
	| 'usedUp'
	| 'dependency'
	| 'beginTime'
	| 'reservation'
	| 'dependencyNever'
	| 'jobOverLimit'
	| 'underMinimum'
	| 'overPartitionTime'
	| 'overPartitionNodes'
	| 'noSuchNodes'
	| 'notAllowed'
	| 'reservationGone'
	| 'deadline'
	| 'heldByUser'
	| 'heldByAdmin'
	| 'heldAfterFailure'
	| 'failedBefore';

/** Why a job waits, as its card tells it. Text of the cluster in it is raw. */
export type JobWhy = {
	/** Undefined for a reason that is not known: it is told as it is. */
	readonly kind: WaitKind | undefined;
	readonly cause: WaitCause | undefined;
	readonly reason: string | undefined;
	readonly facts: readonly JobWhyFact[];
	readonly helps: readonly JobWhyHelp[];
	readonly unknowns: readonly JobWhyUnknown[];
};

export type JobWhyFact =
	/** `wholeNodes`: it shares its nodes with nobody. */
	| {readonly kind: 'asked'; readonly job: Job; readonly wholeNodes: boolean}
	/** The first of those that run where it would; `count` of all. */
	| {
			readonly kind: 'blockedBy';
			readonly jobs: readonly Job[];
			readonly count: number;
			/** What of theirs it needs. */
			readonly needs: 'cpus' | 'gpus';
			/** As whom we ask. */
			readonly user: string | undefined;
	  }
	| {
			readonly kind: 'free';
			/** The roomiest of `count`. */
			readonly places: readonly FreePlace[];
			readonly count: number;
			/** Nodes that could hold all that it asks of one node. */
			readonly fitting: number;
			/** Only nodes on which nothing runs are among them. */
			readonly wholeNodes: boolean;
	  }
	/** The first of those that keep it waiting; `askedNodes` are busy, or promised to another job. */
	| {
			readonly kind: 'unavailable' | 'askedNodes';
			readonly nodes: readonly UnavailableNode[];
			readonly count: number;
	  }
	| {readonly kind: 'ahead'; readonly count: number; readonly jobs: readonly Job[]}
	| {
			readonly kind: 'priority';
			readonly value: number;
			readonly parts: ReadonlyArray<readonly [name: string, value: number]>;
	  }
	| {readonly kind: 'limit'; readonly use: LimitUse}
	| {readonly kind: 'partitionLimit'; readonly partition: string; readonly seconds: number}
	| {
			readonly kind: 'dependency';
			readonly condition: string;
			readonly id: string;
			readonly job: Job | undefined;
	  }
	| {readonly kind: 'start'; readonly atMs: number; readonly nodes: string | undefined}
	/** No estimate: it was asked to begin then, or was put back until then. */
	| {readonly kind: 'notBefore'; readonly atMs: number};

/** `states` is empty where the cluster does not tell of it. */
export type UnavailableNode = Pick<SlurmNode, 'name' | 'states' | 'reason'>;

export type FreePlace = {readonly node: string; readonly cpus: number; readonly gpus: number};

/** What would help; the command is what a person types, this program never runs it. */
export type JobWhyHelp = {
	readonly kind:
		| 'shorten'
		| 'backfill'
		| 'fewerGpus'
		| 'otherPartition'
		| 'release'
		| 'moreTasks'
		| 'dropDependency'
		| 'startNow'
		| 'cancel'
		| 'otherNodes'
		| 'seeNodes'
		| 'seeBroken'
		| 'seeLimits'
		| 'seeOrder'
		| 'askAdmin';
	readonly argv: readonly string[] | undefined;
	/** A partition, a number of gpus. */
	readonly subject?: string;
};

export type JobWhyUnknown =
	/** Whether those that block it end before their limits. */
	| 'endsEarlier'
	/** The scheduler has not estimated a start. */
	| 'noEstimate'
	| 'noQueue'
	| 'noLimits'
	| 'noNodes'
	| 'whenMended';
