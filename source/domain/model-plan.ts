import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {DeedResult, ModelDeed} from './model-deed.ts';
import type {WantedCount} from './model-shelf.ts';
import type {OllamaService} from './routing.ts';

/** What brings the rack to what the configuration wants of its models. */
export type ModelPlan = {
	/** In an order in which they can be done: what a step needs comes before it. */
	readonly steps: readonly PlanStep[];
	/** What this plan does not reach. */
	readonly unmet: readonly UnmetWish[];
};

export type PlannedDeed = Extract<ModelDeed, {readonly type: 'pull' | 'copy' | 'remove'}>;

export type PlanStep = {
	readonly deed: PlannedDeed;
	readonly why: StepWhy;
	/** Over the network; undefined: no node has the model, so nobody knows how large it is. */
	readonly bytes: number | undefined;
	/** Positions of the steps that must have been done before. */
	readonly after: readonly number[];
};

export type StepWhy =
	/** So many have it, and so many should. */
	| {readonly reason: 'tooFew' | 'surplus'; readonly have: number; readonly wanted: number}
	/** The configuration names the node. */
	| {readonly reason: 'named'}
	| {readonly reason: 'everywhere'}
	/** The node has another one than most under the name. */
	| {readonly reason: 'differs'}
	/** The configuration wants it on other nodes. */
	| {readonly reason: 'elsewhere'};

export type UnmetWish = {
	readonly model: string;
	readonly wanted: WantedCount;
	/** Nodes that should have it and will not; 0: more have it than should. */
	readonly lacking: number;
	readonly reasons: readonly UnmetReason[];
};

export type UnmetReason =
	/** So many nodes may have it: those with all the tags, and of those that are named. */
	| {readonly reason: 'tooFewNodes'; readonly nodes: number; readonly tags: readonly string[]}
	/** The configuration says that it is not to be asked. */
	| {readonly reason: 'notAsked'; readonly node: NodeName}
	| {
			readonly reason: 'silent';
			readonly node: NodeName;
			readonly service: Exclude<OllamaService, {readonly state: 'serving'}>;
	  }
	/** Its list of models was not read. */
	| {readonly reason: 'notRead'; readonly node: NodeName}
	/** It has another one under the name, which is replaced only where removing is allowed. */
	| {readonly reason: 'differs'; readonly node: NodeName}
	| {
			readonly reason: 'tooBig';
			readonly node: NodeName;
			readonly memory: 'gpu' | 'main';
			readonly needsBytes: number;
			readonly freeBytes: number | undefined;
	  }
	/** `freeBytes`: without what other steps of the plan bring there. */
	| {
			readonly reason: 'diskShort';
			readonly node: NodeName;
			readonly needsBytes: number;
			readonly freeBytes: number;
	  }
	/** It should go, and is the only one there is. */
	| {readonly reason: 'lastCopy'; readonly node: NodeName};

/** How a step stands. Its `deed` may be another than was planned: where a source was lost, another one gives it. */
export type StepState =
	/** `tried`: nodes that did not give it. `registry`: no node can, as far as they said. */
	| {
			readonly state: 'waiting';
			readonly tried: readonly NodeName[];
			readonly way: 'planned' | 'registry';
	  }
	| {
			readonly state: 'running';
			readonly deed: PlannedDeed;
			readonly tried: readonly NodeName[];
	  }
	| {readonly state: 'done'; readonly deed: PlannedDeed; readonly result: DeedResult}
	| {readonly state: 'failed'; readonly deed: PlannedDeed; readonly failure: Failure}
	| {readonly state: 'cancelled'}
	/** It needed this step, which was not done. */
	| {readonly state: 'skipped'; readonly because: number};
