import type {AnswerRemark, Attempt, ContextRoom, Turn} from './chat.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {AnswerPiece} from './ollama.ts';
import type {NoRoute, RouteDecision} from './routing.ts';

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

/** What is told while a turn is under way. */
export type TurnProgress =
	| {readonly type: 'routed'; readonly decision: RouteDecision}
	| ({readonly type: 'waiting'; readonly node: NodeName} & WaitPhase)
	/** Its model still loads where its first token was due: it is waited for `longerMs` more, and perhaps again. */
	| {
			readonly type: 'late';
			readonly node: NodeName;
			readonly waitedMs: number;
			readonly longerMs: number;
	  }
	| {readonly type: 'piece'; readonly node: NodeName; readonly piece: AnswerPiece}
	/** What had streamed is in its `partial`, and is no part of what comes next. */
	| {
			readonly type: 'broken';
			readonly attempt: Attempt;
			readonly next: 'elsewhere' | 'wait' | 'none';
	  };

export type TurnOutcome =
	| {
			readonly state: 'answered';
			readonly turn: Turn;
			readonly remarks: readonly AnswerRemark[];
	  }
	/** Nobody was asked. */
	| {readonly state: 'noRoute'; readonly noRoute: NoRoute; readonly decision: RouteDecision}
	| {
			readonly state: 'failed';
			readonly why: GiveUpReason;
			/** Of the last attempt. */
			readonly failure: Failure;
			readonly attempts: readonly Attempt[];
			/** Where the prompt was too long: by how much. */
			readonly room: ContextRoom | undefined;
	  }
	| {readonly state: 'cancelled'; readonly attempts: readonly Attempt[]};

/** Why nobody else is asked. */
export type GiveUpReason =
	| 'cancelled'
	| 'badRequest'
	| 'contextTooLong'
	| 'answerTooLong'
	| 'outOfNodes'
	| 'outOfTime';
