import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {AnswerRemark, Attempt, ContextRoom, Turn} from '../domain/chat.ts';
import type {Clock} from '../domain/clock.ts';
import type {RoutingName} from '../domain/config.ts';
import type {ChatEvent} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {AnswerPiece} from '../domain/ollama.ts';
import type {NoRoute, RouteDecision, RouteNode} from '../domain/routing.ts';
import type {GiveUpReason} from '../rules/failover.ts';
import type {AttemptLedger} from './attempt-ledger.ts';
import type {WaitPhase} from './attempt-phase.ts';

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

export type TurnWorld = {
	readonly mode: RoutingName;
	/** As they are known now, with what the ledger has of them. */
	readonly nodes: () => readonly RouteNode[];
	readonly ledger: AttemptLedger;
	/** Undefined: there is no connection now. */
	readonly clientOf: (node: NodeName) => OllamaClient | undefined;
	readonly clock: Clock;
	/** Cancels the turn. */
	readonly signal: AbortSignal;
	readonly onProgress: (progress: TurnProgress) => void;
	/** Told of every attempt: for what is counted and measured. */
	readonly dispatch: (event: ChatEvent) => void;
	/** A model that its list has is not there: the list is read again before the next route. */
	readonly onStale: (node: NodeName) => Promise<void>;
	/** Nobody can answer yet. True: more is known now; false: nothing more comes. */
	readonly more: () => Promise<boolean>;
};

/** What of a turn is behind it. */
export type SoFar = {
	readonly startedAtMs: number;
	readonly tried: readonly NodeName[];
	readonly attempts: readonly Attempt[];
	readonly waits: number;
	readonly lastFailure: Failure | undefined;
};
