import type {
	ClusterFacts,
	ClusterLook,
	ClusterQuestion,
	ControllerState,
} from '../domain/cluster.ts';
import type {SlurmConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {JobDetail, JobUsage} from '../domain/job-detail.ts';
import type {WhyEvidence} from '../domain/job-why.ts';
import type {Loadable} from '../domain/loadable.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';

/** All that is known of one Slurm cluster. */
export type ClusterState = {
	readonly config: SlurmConfig;
	readonly link: ClusterLink;
	readonly facts: ClusterFacts | undefined;
	/** Jobs of the user as whom we ask: that wait, run, or have just ended. */
	readonly mine: Loadable<readonly Job[]>;
	/** Everybody's; only asked for while it is looked at. */
	readonly all: Loadable<readonly Job[]>;
	/** Own jobs that ended today, of the accounting database. */
	readonly finished: Loadable<readonly Job[]>;
	/** By the id of the array: its tasks, while it is unfolded. */
	readonly tasks: Readonly<Record<string, Loadable<readonly Job[]>>>;
	readonly nodes: Loadable<ClusterNodes>;
	/** What of the lists that were told last was not understood. */
	readonly unread: Readonly<Partial<Record<ReadLane, readonly ParseProblem[]>>>;
	/** The job that is looked at; undefined: none is. */
	readonly open: OpenJob | undefined;
	/** What is asked for now. */
	readonly look: ClusterLook;
	/** Between the starts of two questions of a kind, as it was told last; undefined: it is not asked. */
	readonly intervals: Readonly<Partial<Record<ClusterQuestion, number>>>;
	/** When the controller or the database was called, the last minute of it (monotonic). */
	readonly callsAtMs: readonly number[];
	/** Since when it does not answer; undefined: it does. */
	readonly trouble:
		| {
				readonly failure: Failure;
				readonly controller: ControllerState;
				readonly sinceMs: number;
				readonly retryAtMs: number | undefined;
		  }
		| undefined;
	/** It answers ever later, as one that limits how often we may ask. */
	readonly isLimited: boolean;
};

export type ReadLane = 'mine' | 'all' | 'finished' | 'nodes';

export type ClusterLink =
	| {readonly state: 'connecting'}
	| {readonly state: 'ready'}
	| {readonly state: 'lost'; readonly failure: Failure; readonly retryAtMs: number | undefined};

export type ClusterNodes = {
	readonly partitions: readonly SlurmPartition[];
	readonly nodes: readonly SlurmNode[];
};

export type OpenJob = {
	readonly job: JobRef;
	readonly detail: Loadable<JobDetail>;
	readonly usage: JobUsage | undefined;
	readonly why: Loadable<WhyEvidence>;
	readonly script: Loadable<string>;
};

export const unseen: ClusterLook = {
	isShown: false,
	isPaused: false,
	hasAll: false,
	hasNodes: false,
	hasFinished: false,
	job: undefined,
	isOpen: false,
	arrays: [],
};

export function newCluster(config: SlurmConfig): ClusterState {
	return {
		config,
		link: {state: 'connecting'},
		facts: undefined,
		mine: {state: 'idle'},
		all: {state: 'idle'},
		finished: {state: 'idle'},
		tasks: {},
		nodes: {state: 'idle'},
		unread: {},
		open: undefined,
		look: unseen,
		intervals: {},
		callsAtMs: [],
		trouble: undefined,
		isLimited: false,
	};
}
