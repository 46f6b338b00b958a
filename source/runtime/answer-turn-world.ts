import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {Attempt} from '../domain/chat.ts';
import type {Clock} from '../domain/clock.ts';
import type {RoutingName} from '../domain/config.ts';
import type {ChatEvent} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {RouteNode} from '../domain/routing.ts';
import type {TurnProgress} from '../domain/turn.ts';
import type {AttemptLedger} from './attempt-ledger.ts';

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
