import type {Failure} from './failure.ts';
import type {ModelName, NodeName} from './ids.ts';
import type {AnswerUsage, ChatMessage} from './ollama.ts';
import type {RouteDecision} from './routing.ts';

/** One node's try at one turn. Times since 1970 where they end in WallMs, durations else. */
export type Attempt = {
	readonly node: NodeName;
	/** Of the model there. */
	readonly digest: string | undefined;
	readonly startedWallMs: number;
	/** From sending to the first piece; undefined: there was none. */
	readonly firstTokenMs: number | undefined;
	readonly tookMs: number;
	/** From its first thought to the first word of its answer; undefined: it did not think. */
	readonly thinkingMs?: number | undefined;
	readonly isWarm: boolean;
	/** Degrees Celsius when it was chosen. */
	readonly temperatureCelsius: number | undefined;
	readonly outcome:
		| {readonly state: 'answered'; readonly reason: string}
		/** What had come by then is in `partial`. */
		| {readonly state: 'failed'; readonly failure: Failure}
		| {readonly state: 'cancelled'};
	/** What streamed before it failed; undefined: nothing did. It never goes into the next prompt. */
	readonly partial: ChatMessage | undefined;
	readonly usage: AnswerUsage | undefined;
	readonly decision: RouteDecision;
};

/** A question and its whole answer: committed at once, when the answer is whole, or not at all. */
export type Turn = {
	/** Unique in its conversation. */
	readonly id: string;
	readonly question: ChatMessage;
	readonly answer: ChatMessage;
	readonly model: ModelName;
	/** The last one answered. */
	readonly attempts: readonly Attempt[];
};

/** What a person should know of an answer that is whole. */
export type AnswerRemark =
	/** By an older Ollama: the beginning of the conversation was left out. */
	| {
			readonly kind: 'promptCut';
			readonly node: NodeName;
			readonly model: string;
			readonly readTokens: number;
	  }
	/** What is called the same is not the same model. `than`: earlier answers of this conversation, or a node. */
	| {
			readonly kind: 'otherModel';
			readonly node: NodeName;
			readonly model: string;
			readonly digest: string;
			readonly than: 'before' | NodeName;
			readonly otherDigest: string;
	  };

/** How long a prompt is and how much fits, as far as it is told. */
export type ContextRoom = {
	readonly promptTokens: number | undefined;
	readonly contextTokens: number | undefined;
};
