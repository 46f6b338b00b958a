import type {Failure} from './failure.ts';
import type {ModelName} from './ids.ts';

/** A model on the disk of a node, as `GET /api/tags` tells it. https://github.com/ollama/ollama/blob/main/docs/api.md */
export type InstalledModel = {
	readonly name: ModelName;
	/** Of the manifest: 64 hex digits, without `sha256:`. */
	readonly digest: string;
	readonly sizeBytes: number;
	/** `llama`, `qwen3` */
	readonly family: string | undefined;
	/** As Ollama writes it: `3.2B`. */
	readonly parameterSize: string | undefined;
	/** `Q4_K_M` */
	readonly quantization: string | undefined;
	/** Tokens; only newer servers tell it. */
	readonly contextTokens: number | undefined;
	/** `completion`, `vision`, `tools`, `thinking`, `embedding`; undefined: not told, ask `/api/show`. */
	readonly capabilities: readonly string[] | undefined;
	/** Since 1970: when it was written there. */
	readonly modifiedWallMs?: number | undefined;
};

/** A model in memory, as `GET /api/ps` tells it. */
export type LoadedModel = {
	readonly name: ModelName;
	readonly digest: string;
	/** Weights and KV cache, wherever they are. */
	readonly sizeBytes: number;
	/** What of it is in the memory of GPUs; 0: all in main memory. */
	readonly vramBytes: number;
	/** Since 1970; undefined: it stays. */
	readonly expiresWallMs: number | undefined;
	readonly contextTokens: number | undefined;
};

/** What `/api/show` tells of a model; what it does not tell is undefined. */
export type ShownModel = {
	/** `completion`, `vision`, `tools`, `thinking`, `embedding` */
	readonly capabilities: readonly string[] | undefined;
	/** That it was made for. */
	readonly contextTokens: number | undefined;
	readonly parameterCount: number | undefined;
	/** What one token of context takes, keys and values of all layers in 16 bits. */
	readonly cacheBytesPerToken: number | undefined;
	readonly template: string | undefined;
	readonly system: string | undefined;
	/** One a line, as `ollama show` prints them. */
	readonly parameters: string | undefined;
	readonly license: string | undefined;
	/** Where the node keeps its models; absent: it did not tell. */
	readonly modelFolder?: string;
};

/** What is asked of each Ollama again and again. */
export type OllamaQuestion = 'version' | 'installed' | 'loaded' | 'modelFolder';

/** What one answer cost, in Ollama's own counts and durations. */
export type AnswerUsage = {
	readonly promptTokens: number | undefined;
	readonly outputTokens: number | undefined;
	/** Time in its queue is in here too. */
	readonly loadMs: number | undefined;
	readonly promptMs: number | undefined;
	readonly outputMs: number | undefined;
	readonly totalMs: number | undefined;
};

/** How a stream ended that was whole: `stop`, `length`, `load`, `unload`. */
export type AnswerEnd = {
	readonly reason: string;
	/** The model as the server names it. */
	readonly model: string;
	readonly usage: AnswerUsage;
};

/** One piece of an answer as it streams. */
export type AnswerPiece =
	| {readonly type: 'thinking'; readonly text: string}
	| {readonly type: 'content'; readonly text: string}
	| {readonly type: 'toolCalls'; readonly calls: readonly ToolCall[]};

export type ToolCall = {readonly name: string; readonly arguments: unknown};

export type ChatRole = 'system' | 'user' | 'assistant' | 'tool';

export type ChatMessage = {
	readonly role: ChatRole;
	readonly content: string;
	readonly thinking?: string | undefined;
	/** Base64, without a data URL. */
	readonly images?: readonly string[] | undefined;
	readonly toolCalls?: readonly ToolCall[] | undefined;
	readonly toolName?: string | undefined;
};

/** What is asked of one node for one attempt. */
export type ChatQuestion = {
	readonly model: ModelName;
	readonly messages: readonly ChatMessage[];
	/** Undefined: as the model has it. */
	readonly think: boolean | 'low' | 'medium' | 'high' | undefined;
	/** `json`, or a JSON schema. */
	readonly format: unknown;
	/** `num_predict`, `seed`, `temperature`; a different `num_ctx` makes Ollama load the model anew. */
	readonly options: Readonly<Record<string, number | string | boolean | readonly string[]>>;
	/** `5m`, seconds, -1: for ever. */
	readonly keepAlive: string | number | undefined;
	/** What it may call, as JSON schemas. https://github.com/ollama/ollama/blob/main/docs/api.md */
	readonly tools?: readonly unknown[] | undefined;
	/** Deadline of the first token, from the estimate of the route. */
	readonly firstTokenLimitMs: number;
	/** To its end; undefined: as long as it goes on. */
	readonly answerLimitMs?: number | undefined;
};

/** What a failed attempt says to who decides what is done next (rules/failover.ts). */
export type AnswerFailure = {
	readonly failure: Failure;
	/** Where in the attempt it happened. */
	readonly phase: 'connecting' | 'waiting' | 'streaming';
	/** Of Ollama's answer, where there was one. */
	readonly status: number | undefined;
};
