/** What makes the answers: a script at its pace, or llama.cpp. The server in front of it is the same. */
import type {ChatMessage, ToolCall} from '../../source/domain/ollama.ts';

export type Engine = {
	/** Rejects with what Ollama would say of a model that does not load. */
	readonly load: (file: ModelFile, signal: AbortSignal) => Promise<Runner>;
};

export type ModelFile = {
	readonly name: string;
	/** The GGUF in the store's blobs. */
	readonly path: string;
	/** As the manifest has it: of a model that is only played the file is smaller. */
	readonly sizeBytes: number;
	/** Of each slot. */
	readonly contextTokens: number;
	/** How many answers at once. */
	readonly slots: number;
};

/** A model in memory. */
export type Runner = {
	/** Ends early, without an `end`, when the signal says so. Never more at once than there are slots. */
	readonly answer: (question: EngineQuestion, signal: AbortSignal) => AsyncIterable<EngineStep>;
	/** Undefined: this engine cannot. */
	readonly embed: (text: string) => Promise<readonly number[] | undefined>;
	readonly countTokens: (messages: readonly ChatMessage[]) => number;
	readonly close: () => Promise<void>;
};

export type EngineQuestion = {
	/** Of `/api/generate`: one of the user with the prompt. */
	readonly messages: readonly ChatMessage[];
	readonly options: EngineOptions;
	readonly think: boolean | string | undefined;
	/** `json`, or a JSON schema. */
	readonly format: unknown;
	/** Names of the tools that may be called. */
	readonly tools: readonly string[];
};

/** https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx#valid-parameters-and-values */
export type EngineOptions = {
	readonly num_predict?: number;
	readonly seed?: number;
	readonly temperature?: number;
	readonly top_k?: number;
	readonly top_p?: number;
};

export type EngineStep =
	| {readonly type: 'content' | 'thinking'; readonly text: string}
	| {readonly type: 'toolCalls'; readonly calls: readonly ToolCall[]}
	| {
			readonly type: 'end';
			readonly reason: 'stop' | 'length';
			readonly promptTokens: number;
			readonly promptMs: number;
			readonly outputTokens: number;
			readonly outputMs: number;
	  };
