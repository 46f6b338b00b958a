import type {Config, ConfigProblem} from './config.ts';
import type {Carrier} from './connection.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {Filesystem, NodeFacts} from './node-facts.ts';
import type {NodeSample} from './node-sample.ts';
import type {Key, ScreenSize} from './screen.ts';

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
	| ScreenEvent;

/** What a person does at the terminal. */
export type ScreenEvent =
	| {readonly type: 'screen/resized'; readonly size: ScreenSize; readonly atMs: number}
	| {readonly type: 'key/pressed'; readonly key: Key; readonly atMs: number}
	/** Raw text that was pasted as one. */
	| {readonly type: 'text/pasted'; readonly text: string; readonly atMs: number};

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

type AboutNode<Type extends string, Details> = Readonly<
	{type: Type; node: NodeName; atMs: number} & Details
>;
