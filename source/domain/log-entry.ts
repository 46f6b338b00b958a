import type {Attempt} from './chat.ts';
import type {ClusterDeed} from './cluster-deed.ts';
import type {ClusterNews} from './cluster-news.ts';
import type {CommandRun} from './command-run.ts';
import type {ConfigProblem} from './config.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {Evidence, LabelName} from './label.ts';
import type {DeedEnd, ModelDeed} from './model-deed.ts';
import type {TurnOutcome} from './turn.ts';

/** One row of the Events tab. Times of a command are those of the first run that ended as it does now (docs/decisions/011). */
export type LogEntry = {
	readonly id: number;
	readonly atMs: number;
	readonly wallMs: number;
	readonly node: NodeName | undefined;
	readonly what: Happening;
};

export type Measure = 'memory' | 'temperature' | 'disk';

/**
 * What an entry tells; theme/event-text.ts makes the words. `isFound`: the node was so when it was seen first, which is
 * told as the beginning of what may end, and is no alert.
 */
export type Happening =
	/** `wasUpMs`: how long the node had been up; undefined where it never was. */
	| {
			readonly kind: 'wentDown';
			readonly failure: Failure | undefined;
			readonly wasUpMs: number | undefined;
			readonly isFound?: true;
	  }
	| {readonly kind: 'cameUp'; readonly wasDownMs: number | undefined}
	/** Over a limit in two samples, or under it again in two. */
	| {
			readonly kind: 'crossed';
			readonly measure: Measure;
			/** The sensor or mount; undefined for memory. */
			readonly subject: string | undefined;
			readonly severity: 'warning' | 'critical';
			readonly isOver: boolean;
			readonly value: number;
			readonly limit: number;
			/** How long it was over; undefined while it is. */
			readonly lastedMs: number | undefined;
			/** Of the node at that moment. */
			readonly label: LabelName;
			readonly isFound?: true;
	  }
	| {
			readonly kind: 'labelChanged';
			readonly before: LabelName;
			readonly after: LabelName;
			readonly evidence: readonly Evidence[];
	  }
	| {readonly kind: 'rebooted'}
	/** What a person did to a cluster. */
	| {readonly kind: 'deed'; readonly deed: ClusterDeed}
	| {readonly kind: 'cluster'; readonly news: ClusterNews}
	/** What a person did to a model on a node, once it is over. */
	| {readonly kind: 'modelDeed'; readonly deed: ModelDeed; readonly stage: DeedEnd}
	| {readonly kind: 'configLoaded'; readonly nodes: number}
	| {readonly kind: 'configRejected'; readonly problems: readonly ConfigProblem[]}
	| {readonly kind: 'chat'; readonly news: ChatNews}
	/** A command, and how often it was run; that of the sampler is NodeState.samples. */
	| {readonly kind: 'command'; readonly run: CommandRun; readonly count: number};

/** What went wrong with a question of the chat tab. */
export type ChatNews =
	/** A node, in the middle of an answer or before its first word. */
	| {
			readonly kind: 'brokeOff';
			readonly model: string;
			readonly attempt: Attempt;
			readonly next: 'elsewhere' | 'wait' | 'none';
	  }
	/** Nobody answered it to the end. */
	| {
			readonly kind: 'unanswered';
			readonly outcome: Extract<TurnOutcome, {state: 'failed' | 'noRoute'}>;
	  };

/** What reads the samples of a node that is not this machine: one command, that goes on. */
export const samplerCommand = 'sh (sampler)';
