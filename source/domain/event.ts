import type {AskedSecret} from './ask-secret.ts';
import type {CommandRun} from './command-run.ts';
import type {Config, ConfigProblem} from './config.ts';
import type {Carrier} from './connection.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {Filesystem, NodeFacts} from './node-facts.ts';
import type {NodeSample} from './node-sample.ts';
import type {Notice} from './notice.ts';
import type {Obstacle} from './obstacle.ts';
import type {ProcessList} from './process.ts';
import type {ClickTarget, Key, ScreenSize, TabName, WheelTarget} from './screen.ts';
import type {SshConfigHost} from './ssh-config-host.ts';

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
			readonly atMs: number;
	  }
	| {readonly type: 'screen/resized'; readonly size: ScreenSize; readonly atMs: number}
	| {readonly type: 'key/pressed'; readonly key: Key; readonly atMs: number}
	/** So many lines of the detail are below its pane when its first line is at the top: told by who draws it. */
	| {readonly type: 'detail/measured'; readonly linesBelow: number; readonly atMs: number}
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

type AboutNode<Type extends string, Details> = Readonly<
	{type: Type; node: NodeName; atMs: number} & Details
>;
