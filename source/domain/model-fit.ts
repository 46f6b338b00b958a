import type {NodeName} from './ids.ts';
import type {LoadedModel} from './ollama.ts';
import type {OllamaService} from './routing.ts';

/** What a model is to be loaded with. */
export type FitQuestion = {
	/** Undefined: as long a context as the server gives it. */
	readonly contextTokens: number | undefined;
	/** As `/api/show` lets it be computed; undefined: it is guessed from the size. */
	readonly cacheBytesPerToken: number | undefined;
};

/** Whether one model would run on one node. */
export type ModelFit =
	| {
			readonly state: 'told';
			readonly node: NodeName;
			readonly memory: MemoryFit;
			readonly disk: DiskFit;
	  }
	/** Its Ollama does not answer, or the node itself. */
	| {
			readonly state: 'silent';
			readonly node: NodeName;
			readonly service: Exclude<OllamaService, {readonly state: 'serving'}>;
	  };

export type MemoryFit =
	/** It is in memory now, with a context that is long enough. */
	| {readonly fits: 'runs'; readonly loaded: LoadedModel}
	| (MemoryFigures & {readonly fits: 'yes'})
	/** Only with a part of it in main memory: slowly, and the router asks it last. */
	| (MemoryFigures & {readonly fits: 'spills'; readonly gpuFraction: number})
	| (MemoryFigures & {readonly fits: 'no'});

export type MemoryFigures = {
	readonly memory: 'gpu' | 'main';
	/** Of the GPUs that have it; 0 for main memory. */
	readonly cards: number;
	readonly needsBytes: number;
	/** Once `evicted` are gone; undefined: nobody tells it, and it is taken to be enough. */
	readonly freeBytes: number | undefined;
	/** Names of models that leave for it. */
	readonly evicted: readonly string[];
};

export type DiskFit =
	/** It lies there already. */
	| {readonly disk: 'there'}
	| {readonly disk: 'room' | 'short'; readonly needsBytes: number; readonly freeBytes: number}
	/** Nobody tells what is free. */
	| {readonly disk: 'unknown'; readonly needsBytes: number};

/** `slowly`: with a part of it in main memory. `unknown`: nobody tells what is free, and it is taken to be enough. */
export type FitVerdict = 'runs' | 'yes' | 'slowly' | 'no' | 'unknown' | 'silent';
