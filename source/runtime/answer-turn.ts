import type {Attempt, Turn} from '../domain/chat.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {AnswerPiece, ChatMessage, ChatQuestion} from '../domain/ollama.ts';
import type {NoRoute, RouteDecision, RouteRequest} from '../domain/routing.ts';
import type {GiveUpReason} from '../rules/failover.ts';

/** One question of a person, with all that goes before it. */
export type TurnRequest = Pick<ChatQuestion, 'think' | 'format' | 'options' | 'keepAlive'> & {
	/** Of the turn: unique in its conversation. */
	readonly id: string;
	/** Where it may go; its model is a wish: `llama3.2` is asked for as the node has it. */
	readonly route: Omit<RouteRequest, 'tried'>;
	/** The whole prompt in order. */
	readonly before: readonly ChatMessage[];
	readonly question: ChatMessage;
};

/** What is told while a turn is under way. */
export type TurnProgress =
	| {readonly type: 'routed'; readonly decision: RouteDecision}
	| ({readonly type: 'waiting'; readonly node: NodeName} & WaitPhase)
	| {readonly type: 'piece'; readonly node: NodeName; readonly piece: AnswerPiece}
	/** What had streamed is in its `partial`, and is no part of what comes next. */
	| {
			readonly type: 'broken';
			readonly attempt: Attempt;
			readonly next: 'elsewhere' | 'wait' | 'none';
	  };

/**
 * Before the first token. `queued`: others are before it, here or in that Ollama. `aboutMs` is what was foretold of
 * the phase; undefined: nothing.
 */
export type WaitPhase = {
	readonly phase: 'queued' | 'loading' | 'prefill';
	/** Since the attempt began. */
	readonly elapsedMs: number;
	readonly aboutMs: number | undefined;
};

export type TurnOutcome =
	| {readonly state: 'answered'; readonly turn: Turn}
	/** Nobody was asked. */
	| {readonly state: 'noRoute'; readonly noRoute: NoRoute; readonly decision: RouteDecision}
	| {
			readonly state: 'failed';
			readonly why: GiveUpReason;
			/** Of the last attempt. */
			readonly failure: Failure;
			readonly attempts: readonly Attempt[];
	  }
	| {readonly state: 'cancelled'; readonly attempts: readonly Attempt[]};
