import type {AskedSecret} from './ask-secret.ts';
import type {Attempt} from './chat.ts';
import type {ChatTabEvent} from './chat-event.ts';
import type {TranscriptPlace} from './chat-layout.ts';
import type {ClusterFacts, ClusterQuestion, ControllerState} from './cluster.ts';
import type {CommandRun} from './command-run.ts';
import type {Config, ConfigProblem} from './config.ts';
import type {Carrier} from './connection.ts';
import type {Failure} from './failure.ts';
import type {NodeName, SlurmName} from './ids.ts';
import type {Job, JobRef} from './job.ts';
import type {JobChange, JobOutcome, NodeChange, NodeOutcome} from './job-change.ts';
import type {JobDetail, JobUsage} from './job-detail.ts';
import type {WhyEvidence} from './job-why.ts';
import type {Filesystem, NodeFacts} from './node-facts.ts';
import type {NodeSample} from './node-sample.ts';
import type {LogRemark} from './log-remark.ts';
import type {ModelEvent} from './model-deed.ts';
import type {Notice} from './notice.ts';
import type {Obstacle} from './obstacle.ts';
import type {InstalledModel, LoadedModel, OllamaQuestion} from './ollama.ts';
import type {KeptMetrics} from './ollama-metrics.ts';
import type {ParseProblem} from './parsed.ts';
import type {SlurmNode, SlurmPartition} from './partition.ts';
import type {Preferences} from './preferences.ts';
import type {ProcessList} from './process.ts';
import type {Result} from './result.ts';
import type {BreakerCharge} from './routing.ts';
import type {ClickTarget, JobSort, Key, ScreenSize, TabName, WheelTarget} from './screen.ts';
import type {SshConfigHost} from './ssh-config-host.ts';
import type {ScriptFile, ScriptText, SubmissionOutcome, TestedSubmission} from './submission.ts';

/** Every fact that can happen: the first table of the program. `atMs` is monotonic, `wallMs` since 1970. */
export type Event =
	| {readonly type: 'clock/ticked'; readonly atMs: number; readonly wallMs: number}
	| {readonly type: 'config/loaded'; readonly config: Config; readonly atMs: number}
	| {
			readonly type: 'config/rejected';
			readonly problems: readonly ConfigProblem[];
			readonly atMs: number;
	  }
	| NodeEvent
	| NodeNewsEvent
	| OllamaEvent
	| ChatEvent
	| ChatTabEvent
	| ModelEvent
	| ClusterEvent
	| JobEvent
	| LogEvent
	| ErrandEvent
	| ScreenEvent;

/** What a person does at the terminal. */
export type ScreenEvent =
	/** What the flags of the program allow; before all else. */
	| {
			readonly type: 'session/opened';
			readonly isReadOnly: boolean;
			readonly isDemo: boolean;
			/** The tab that is shown first; left out: that of the nodes. */
			readonly firstTab?: TabName | undefined;
			/** What was chosen the last times; left out: nothing. */
			readonly preferences?: Partial<Preferences> | undefined;
			readonly atMs: number;
	  }
	| {readonly type: 'screen/resized'; readonly size: ScreenSize; readonly atMs: number}
	| {readonly type: 'key/pressed'; readonly key: Key; readonly atMs: number}
	/** So many lines of the detail are below its pane when its first line is at the top: told by who draws it. */
	| {readonly type: 'detail/measured'; readonly linesBelow: number; readonly atMs: number}
	/** Where the window of the transcript of a chat is now: told by who draws it. */
	| {readonly type: 'transcript/placed'; readonly at: TranscriptPlace; readonly atMs: number}
	/** So many lines of what covers it are above its window, and below it: told by who draws it. */
	| {
			readonly type: 'transcript/measured';
			readonly top: number;
			readonly linesBelow: number;
			readonly atMs: number;
	  }
	/** Raw text that was pasted as one. */
	| {readonly type: 'text/pasted'; readonly text: string; readonly atMs: number}
	| {readonly type: 'mouse/clicked'; readonly target: ClickTarget; readonly atMs: number}
	/** Rows down, or up where it is negative, of what is under the pointer. */
	| {
			readonly type: 'mouse/wheeled';
			readonly rows: number;
			readonly over: WheelTarget;
			readonly atMs: number;
	  };

/** The log that a person follows. `log` is the number that the effect `openLog` gave it. */
export type LogEvent =
	| {
			readonly type: 'log/read';
			readonly log: number;
			/** Whole lines, raw, in the order in which they came. */
			readonly lines: readonly string[];
			/** Lines before these that came faster than they can be read, and were dropped; undefined: none. */
			readonly leftOutLines?: number;
			/** What came after the last whole line, raw, as it is now; undefined: nothing. */
			readonly unfinished?: string | undefined;
			/** Of the file, up to what came of it; undefined: it is none, or that is not known. */
			readonly sizeBytes?: number | undefined;
			readonly atMs: number;
	  }
	/** Something about the file itself, between what was read of it before and what is read after. */
	| {
			readonly type: 'log/remarked';
			readonly log: number;
			readonly remark: LogRemark;
			/** One after the other; undefined: once. */
			readonly times?: number | undefined;
			readonly atMs: number;
	  }
	/** Nothing more comes; without a failure the program that told it has ended. */
	| {
			readonly type: 'log/ended';
			readonly log: number;
			readonly failure: Failure | undefined;
			readonly atMs: number;
	  };

/** What came of an errand, which is something that a person asked for. */
export type ErrandEvent =
	| {readonly type: 'notice/given'; readonly notice: Notice; readonly atMs: number}
	/** What is chosen of the screen is there the next time, or why not. */
	| {
			readonly type: 'preferences/written';
			readonly failure: Failure | undefined;
			readonly atMs: number;
	  }
	/**
	 * A machine lets us in only with what the person can tell; the answer itself is never in an event. `where` as failures
	 * name it: a jump host may ask for many nodes.
	 */
	| {
			readonly type: 'secret/asked';
			readonly where: string;
			readonly question: AskedSecret;
			readonly atMs: number;
	  }
	/** The person did what nodes were waiting for. */
	| {readonly type: 'obstacle/removed'; readonly obstacle: Obstacle; readonly atMs: number}
	/** The masked field has so many characters now. */
	| {readonly type: 'secret/typed'; readonly length: number; readonly atMs: number}
	/** The masked field was answered or left. */
	| {readonly type: 'secret/closed'; readonly atMs: number}
	| {
			readonly type: 'sshHosts/listed';
			readonly hosts: readonly SshConfigHost[];
			readonly atMs: number;
	  };

/**
 * Facts about one node; `tookMs` is the time from question to answer, `retryInMs` the time to the next try, undefined
 * when there is none until something changes (domain/connection.ts: finalStateOf).
 */
export type NodeEvent =
	| AboutNode<'node/dialled', object>
	| AboutNode<'node/authenticated', object>
	| AboutNode<'node/connected', Carrier>
	| AboutNode<'node/connectFailed', {failure: Failure; retryInMs: number | undefined}>
	/** The connection is gone, with all that was under way on it. */
	| AboutNode<'node/lost', {failure: Failure; retryInMs: number | undefined}>
	| AboutNode<'node/described', {facts: NodeFacts}>
	| AboutNode<'node/describeFailed', {failure: Failure}>
	| AboutNode<'node/sampled', {sample: NodeSample; tookMs: number}>
	| AboutNode<'node/sampleFailed', {failure: Failure; retryInMs: number}>
	| AboutNode<'node/filesystemsMeasured', {filesystems: readonly Filesystem[]}>
	| AboutNode<'node/filesystemsFailed', {failure: Failure}>;

/** What is told beside the figures of a node: what was run there, and its processes while somebody looks. */
export type NodeNewsEvent =
	| AboutNode<'node/commandRan', {run: CommandRun}>
	| AboutNode<'node/processesListed', {list: ProcessList}>
	| AboutNode<'node/processesFailed', {failure: Failure}>;

/** What the Ollama of a node says. */
export type OllamaEvent =
	| AboutNode<'ollama/versionRead', {version: string}>
	| AboutNode<'ollama/installedListed', {models: readonly InstalledModel[]} & ReadInPart>
	/** Where it keeps its models; undefined: it does not tell. */
	| AboutNode<'ollama/modelFolderTold', {folder: string | undefined}>
	| AboutNode<'ollama/loadedListed', {models: readonly LoadedModel[]} & ReadInPart>
	/** `isSilent`: nothing that is Ollama answers there, and so nothing of it is known any more. */
	| AboutNode<
			'ollama/askFailed',
			{question: OllamaQuestion; failure: Failure; isSilent: boolean; retryInMs: number}
	  >;

/** What becomes of questions of ours. `model` as it is named on that node. */
export type ChatEvent =
	| AboutNode<'chat/attemptStarted', {model: string}>
	/** `sizeBytes` of the model there; `isNodesFault`: it failed, and not by what was asked. */
	| AboutNode<
			'chat/attemptEnded',
			{
				model: string;
				sizeBytes: number;
				isNodesFault: boolean;
				/** Undefined: the answer was whole. */
				charge?: BreakerCharge | undefined;
				attempt: Attempt;
			}
	  >
	/** What earlier runs of the program have measured. */
	| {readonly type: 'metrics/read'; readonly metrics: KeptMetrics; readonly atMs: number};

type AboutNode<Type extends string, Details> = Readonly<
	{type: Type; node: NodeName; atMs: number} & Details
>;

/** What of a list was not understood. */
type ReadInPart = {problems?: readonly ParseProblem[] | undefined};

/** Facts about a Slurm cluster. `tookMs` is the time from question to answer, `intervalMs` that to the next question. */
export type ClusterEvent =
	| AboutCluster<'cluster/connecting', object>
	| AboutCluster<'cluster/described', {facts: ClusterFacts}>
	/** There is no way to it now; `retryInMs` is undefined when there is no try until something changes. */
	| AboutCluster<'cluster/lost', {failure: Failure; retryInMs: number | undefined}>
	/** One call of its controller or its database was made. */
	| AboutCluster<'cluster/called', {question: ClusterQuestion | 'person'}>
	/** On its login node. */
	| AboutCluster<'cluster/commandRan', {run: CommandRun}>
	| AboutCluster<
			'cluster/jobsListed',
			{scope: 'mine' | 'all' | 'finished'; jobs: readonly Job[]} & Answered & ReadInPart
	  >
	/** The tasks of one array, each a job, also those that have ended. */
	| AboutCluster<'cluster/tasksListed', {array: string; jobs: readonly Job[]} & Answered>
	| AboutCluster<
			'cluster/nodesListed',
			{partitions: readonly SlurmPartition[]; nodes: readonly SlurmNode[]} & Answered & ReadInPart
	  >
	| AboutCluster<'cluster/jobDescribed', {job: JobRef; detail: JobDetail} & Answered>
	| AboutCluster<'cluster/jobUsed', {job: JobRef; usage: JobUsage}>
	| AboutCluster<
			'cluster/askFailed',
			{
				question: ClusterQuestion;
				/** The job or the array that was asked for. */
				subject: string | undefined;
				failure: Failure;
				controller: ControllerState;
			} & Answered
	  >
	/** The controller makes us wait ever longer: it limits how often we may ask. */
	| AboutCluster<'cluster/limited', {isLimited: boolean}>;

/** What came of what a person asked of a cluster. */
export type JobEvent =
	/** A command that changes something goes to the cluster now; what came of it is told after. */
	| AboutCluster<'jobs/sending', {argv: readonly string[]}>
	| AboutCluster<
			'jobs/changed',
			/** The number of its effect, `changeJobs`. */
			{number: number; change: JobChange; outcomes: readonly JobOutcome[]}
	  >
	/** The rows of this order are ready. */
	| AboutCluster<'jobs/sorted', {sort: JobSort}>
	/** The rows of the tasks of this array are ready. */
	| AboutCluster<'jobs/unfolded', {array: string}>
	| AboutCluster<'jobs/nodeChanged', {change: NodeChange; outcomes: readonly NodeOutcome[]}>
	| AboutCluster<'jobs/explained', {job: JobRef; evidence: Result<WhyEvidence>}>
	/** The text of the script that a job was submitted with, raw. */
	| AboutCluster<'jobs/scriptRead', {job: JobRef; script: Result<string>}>
	| AboutCluster<'jobs/scriptsListed', {folder: string; scripts: Result<readonly ScriptFile[]>}>
	| AboutCluster<'jobs/scriptFileRead', {path: string; text: Result<ScriptText>}>
	| AboutCluster<'jobs/submissionTested', {token: string; tested: Result<TestedSubmission>}>
	| AboutCluster<
			'jobs/submissionEnded',
			{token: string; script: string; argv: readonly string[]; outcome: SubmissionOutcome}
	  >;

type Answered = {tookMs: number; intervalMs: number | undefined};

type AboutCluster<Type extends string, Details> = Readonly<
	{type: Type; cluster: SlurmName; atMs: number} & Details
>;
