import type {ModelName, NodeName, SlurmName} from '../domain/ids.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {JobChange, NodeChange} from '../domain/job-change.ts';
import type {JobColumn} from '../domain/screen.ts';
import type {SbatchOption, ScriptFile, TestedSubmission} from '../domain/submission.ts';
import type {Failure} from '../domain/failure.ts';

/** A job, or all of an array, as it was seen when the key was pressed: what is done later is done to this one alone. */
export type JobTarget = {
	readonly ref: JobRef;
	/** The records of the controller that it was made of: several for an array. */
	readonly jobs: readonly Job[];
};

/** What the line of speech asks a value for. */
export type LineSubject =
	| {
			readonly kind: 'jobs';
			readonly cluster: SlurmName;
			readonly targets: readonly JobTarget[];
	  }
	| {readonly kind: 'slurmNode'; readonly cluster: SlurmName; readonly nodes: readonly string[]}
	/** A conversation, by its id. */
	| {readonly kind: 'chat'; readonly id: string}
	/** `node`: of the cell that the cursor was in; `copies`: where they were. */
	| {
			readonly kind: 'models';
			readonly models: readonly ModelName[];
			readonly node: NodeName | undefined;
			readonly copies: ReadonlyArray<{
				readonly node: NodeName;
				readonly model: ModelName;
				readonly isLoaded: boolean;
			}>;
	  };

/** Dialogs of the tab of jobs. */
export type JobDialog =
	| {
			readonly kind: 'changeJobs';
			readonly cluster: SlurmName;
			readonly change: JobChange;
			readonly targets: readonly JobTarget[];
			/** Where the command runs; undefined: on this machine. */
			readonly via: string | undefined;
	  }
	/** Requeue, or requeue and hold. */
	| {
			readonly kind: 'chooseRequeue';
			readonly cluster: SlurmName;
			readonly targets: readonly JobTarget[];
			readonly via: string | undefined;
	  }
	| {
			readonly kind: 'changeSlurmNode';
			readonly cluster: SlurmName;
			readonly nodes: readonly string[];
			readonly change: NodeChange;
			readonly via: string | undefined;
	  }
	| {
			readonly kind: 'jobColumns';
			/** All that there are, in their order; chosen or not. */
			readonly columns: readonly JobColumn[];
			readonly chosen: readonly JobColumn[];
			readonly cursor: number;
			/** What is chosen is there the next time. */
			readonly isKept: boolean;
	  }
	/** Which script; `scripts` is undefined while they are looked for. */
	| {
			readonly kind: 'chooseScript';
			readonly cluster: SlurmName;
			readonly folder: string;
			readonly scripts: readonly ScriptFile[] | undefined;
			readonly failure: Failure | undefined;
			readonly cursor: number;
	  }
	/** Its head as a form, what the cluster says of it before it is submitted. */
	| {
			readonly kind: 'submit';
			readonly cluster: SlurmName;
			readonly via: string | undefined;
			readonly path: string;
			readonly token: string;
			/** Undefined while it is read. */
			readonly header: readonly SubmitField[] | undefined;
			readonly cursor: number;
			/** Of what is in the form now; undefined while it is asked. */
			readonly tested: TestedSubmission | undefined;
			/** `unknown`: it was submitted, and nobody knows whether it is a job. */
			readonly state: 'reading' | 'testing' | 'tested' | 'submitting' | 'unknown';
			/** Why the cluster did not take it, raw; undefined: it has not said. */
			readonly refusal: string | undefined;
			readonly failure: Failure | undefined;
	  };

/** A row of the form: what the script says, and what is typed over it. */
export type SubmitField = SbatchOption & {readonly typed: string | undefined};
