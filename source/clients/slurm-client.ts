import type {ClusterFacts, ControllerState} from '../domain/cluster.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {JobChange, JobOutcome, NodeChange, NodeOutcome} from '../domain/job-change.ts';
import type {JobDetail, JobUsage} from '../domain/job-detail.ts';
import type {WhyEvidence} from '../domain/job-why.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import type {ReadList} from '../domain/parsed.ts';
import type {Result} from '../domain/result.ts';
import type {
	ScriptFile,
	ScriptText,
	Submission,
	SubmissionOutcome,
	TestedSubmission,
} from '../domain/submission.ts';

/** Which jobs are listed: own ones, everybody's, the tasks of an array each by itself, or some by their ids. */
export type JobScope =
	| {readonly kind: 'mine'}
	| {readonly kind: 'all'}
	| {readonly kind: 'array'; readonly id: string}
	| {readonly kind: 'ids'; readonly ids: readonly string[]};

/** What a Slurm cluster can be asked; each question is one or few commands on its login node, with a deadline of its own. */
export type SlurmClient = SlurmReads & SlurmWrites;

export type SlurmReads = {
	/** Answers in five seconds, also where the controller does not. */
	readonly describe: (signal: AbortSignal) => Promise<Result<ClusterFacts>>;
	/** Answers in three seconds, also where the controller does not: `up`, `down` or `unknown`. */
	readonly ping: (signal: AbortSignal) => Promise<ControllerState>;
	/** Parsed as it comes in. Jobs that are named, by ids or an array, are all told, or it is a failure. */
	readonly listJobs: (scope: JobScope, signal: AbortSignal) => Promise<ReadList<readonly Job[]>>;
	/** Own ones that ended since then (wall clock), of the accounting database. */
	readonly listFinished: (
		sinceWallMs: number,
		signal: AbortSignal,
	) => Promise<ReadList<readonly Job[]>>;
	readonly listNodes: (signal: AbortSignal) => Promise<ReadList<ListedNodes>>;
	readonly describeJob: (id: string, signal: AbortSignal) => Promise<Result<JobDetail>>;
	/** Of sstat while it runs, else of sacct. */
	readonly readUsage: (job: Job, signal: AbortSignal) => Promise<Result<JobUsage>>;
	/** The script that it was submitted with; only its owner may read it. */
	readonly readScript: (job: JobRef, signal: AbortSignal) => Promise<Result<string>>;
	readonly explain: (job: JobRef, signal: AbortSignal) => Promise<Result<WhyEvidence>>;
};

export type ListedNodes = {
	readonly partitions: readonly SlurmPartition[];
	readonly nodes: readonly SlurmNode[];
};

export type SlurmWrites = {
	/** Reads each job again before, and after; those that are not the ones that were meant are left alone. */
	readonly change: (
		jobs: readonly JobRef[],
		change: JobChange,
		signals: ChangeSignals,
	) => Promise<readonly JobOutcome[]>;
	/** What came of it is told of each. */
	readonly changeNodes: (
		nodes: readonly string[],
		change: NodeChange,
		signal: AbortSignal,
	) => Promise<readonly NodeOutcome[]>;
	/** Files of a folder on the login node that may be scripts; relative to the home directory. */
	readonly listScripts: (
		folder: string,
		signal: AbortSignal,
	) => Promise<Result<readonly ScriptFile[]>>;
	readonly readScriptFile: (path: string, signal: AbortSignal) => Promise<Result<ScriptText>>;
	readonly test: (submission: Submission, signal: AbortSignal) => Promise<Result<TestedSubmission>>;
	readonly submit: (submission: Submission, signal: AbortSignal) => Promise<SubmitAnswer>;
};

export type ChangeSignals = {
	/** Whatever is under way ends with it. */
	readonly signal: AbortSignal;
	/** Nothing is sent after it; what was sent before is heard to its end. @default never */
	readonly stop?: AbortSignal;
};

export type SubmitAnswer = {readonly argv: readonly string[]; readonly outcome: SubmissionOutcome};
