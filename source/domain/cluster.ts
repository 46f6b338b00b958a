import type {Failure} from './failure.ts';
import type {JobRef} from './job.ts';

/** What a cluster tells of itself once it is reached. */
export type ClusterFacts = {
	/** `22.05.8` */
	readonly version: string | undefined;
	/** As whom we ask. */
	readonly user: string | undefined;
	/** As the cluster calls itself. */
	readonly name: string | undefined;
	/** Whether finished jobs can be asked for: there is an accounting database. */
	readonly hasAccounting: boolean;
};

/** What is asked again and again; rules/next-question.ts says how often. */
export type ClusterQuestion = 'mine' | 'all' | 'nodes' | 'finished' | 'job' | 'usage' | 'tasks';

/** What of a cluster is looked at: what nobody sees is not asked for. */
export type ClusterLook = {
	/** Its tab is on the screen, and it is not paused. */
	readonly isShown: boolean;
	/** Nobody looks at anything: nothing at all is asked. */
	readonly isPaused: boolean;
	readonly hasAll: boolean;
	/** The list of nodes itself is seen, not only their sums. */
	readonly hasNodes: boolean;
	readonly hasFinished: boolean;
	/** The job whose detail is seen. */
	readonly job: JobRef | undefined;
	/** Its detail was opened, and is not only seen under the table. */
	readonly isOpen: boolean;
	/** The arrays whose tasks are seen. */
	readonly arrays: readonly string[];
};

/** How the controller is, when it does not answer: `slow` takes a connection, and answers no ping either. */
export type ControllerState = 'up' | 'slow' | 'down' | 'unknown';

/** Why the last question was not answered, and whether the controller itself is there. */
export type ClusterTrouble = {readonly failure: Failure; readonly controller: ControllerState};
