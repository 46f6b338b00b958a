import type {SlurmName} from './ids.ts';
import type {JobChange, JobOutcome, NodeChange, NodeOutcome} from './job-change.ts';
import type {SubmissionOutcome} from './submission.ts';

/** What a person did to a cluster, and what came of it: one job, one node, one script. Text is raw. */
export type ClusterDeed = {readonly cluster: SlurmName; readonly argv: readonly string[]} & (
	| {
			readonly kind: 'changedJob';
			readonly change: JobChange;
			readonly outcome: JobOutcome;
	  }
	| {
			readonly kind: 'changedNode';
			readonly change: NodeChange;
			readonly outcome: NodeOutcome;
	  }
	| {
			readonly kind: 'submitted';
			/** Its path, or what it is called. */
			readonly script: string;
			readonly outcome: SubmissionOutcome;
	  }
);
