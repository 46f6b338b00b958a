import type {Engine} from './engine.ts';
import type {OllamaFaults} from './faults.ts';
import type {ModelPlan} from './add-model.ts';

/** As Ollama's own settings of the same name. https://github.com/ollama/ollama/blob/main/docs/faq.mdx */
export type OllamaOptions = {
	/** @default scriptedEngine(): words at once */
	readonly engine?: Engine;
	/** On 127.0.0.1. @default a free one */
	readonly port?: number;
	/** OLLAMA_MODELS. @default a fresh folder, gone when the server closes */
	readonly folder?: string;
	/** Laid into the folder before the server listens. @default one, `tiny:latest` */
	readonly models?: readonly ModelPlan[];
	/** OLLAMA_NUM_PARALLEL. @default 1 */
	readonly numParallel?: number;
	/** OLLAMA_MAX_LOADED_MODELS. @default 3 */
	readonly maxLoaded?: number;
	/** OLLAMA_MAX_QUEUE: requests that wait for a model to be loaded. @default 512 */
	readonly maxQueue?: number;
	/** OLLAMA_KEEP_ALIVE. @default five minutes */
	readonly keepAliveMs?: number;
	/** OLLAMA_CONTEXT_LENGTH. @default 4096, or what the model was trained with where that is less */
	readonly contextTokens?: number;
	/** @default '0.12.6' */
	readonly version?: string;
	/** How much of a model is in the memory of a GPU, 0..1. @default 0 */
	readonly vramFraction?: number;
	/** Of a pull. @default as fast as it goes */
	readonly pullBytesPerSecond?: number;
	/** What stands for registry.ollama.ai: `http://127.0.0.1:1234`. @default nothing, as without internet */
	readonly registryUrl?: string;
	readonly faults?: OllamaFaults;
};

export type OllamaServer = {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	readonly port: number;
	/** OLLAMA_MODELS */
	readonly folder: string;
	/** What is wrong from now on, instead of what was wrong before; `{}` heals. */
	readonly setFaults: (faults: OllamaFaults) => Promise<void>;
	/** All requests so far, in the order they came. */
	readonly requests: readonly SeenRequest[];
	/** Answers that are being made now, and those that wait for a slot. */
	readonly busy: () => {readonly answering: number; readonly waiting: number};
	readonly close: () => Promise<void>;
};

export type SeenRequest = {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** Parsed JSON; undefined: there was none. */
	readonly body: unknown;
	/** It was cut off before its answer was whole. */
	isAborted: boolean;
};
