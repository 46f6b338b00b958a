import type {Failure} from './failure.ts';
import type {AnswerUsage} from './ollama.ts';
import type {BreakerCharge, ModelRates} from './routing.ts';

/** What one attempt says of a model on a node; what is kept of it across runs. */
export type MeasuredAttempt = {
	readonly node: string;
	/** As it is named there. */
	readonly model: string;
	/** Of the model there. */
	readonly sizeBytes: number;
	readonly outcome: 'answered' | 'cancelled' | Failure['kind'];
	/** It failed, and not by what was asked. */
	readonly isNodesFault: boolean;
	/** Which breaker paid for it; undefined: the answer was whole, or nobody wrote it down. */
	readonly charge?: BreakerCharge | undefined;
	readonly isWarm: boolean;
	/** A part of the prompt was in the model's cache. */
	readonly isCached: boolean;
	readonly firstTokenMs: number | undefined;
	/** For a model that was not in memory by then; undefined or left out: it was, or its load was not waited for. */
	readonly loadWaitedMs?: number | undefined;
	readonly usage: AnswerUsage | undefined;
	/** When it ended, since 1970. */
	readonly endedWallMs: number;
};

/** How requests of ours to one model of one node went, over all runs of the program. */
export type ModelMetrics = {
	/** That ended, whatever came of them. */
	readonly requests: number;
	readonly cancelled: number;
	/** By what went wrong; what never did is left out. */
	readonly failures: Readonly<Partial<Record<Failure['kind'], number>>>;
	/** Of those whose model was in memory; EWMA. */
	readonly firstTokenMs: number | undefined;
	/** Of those whose model was not; EWMA. */
	readonly loadMs: number | undefined;
	readonly rates: ModelRates | undefined;
	/** Tokens a second of the last answers, the oldest first, 16 at most; undefined: none was measured. */
	readonly speeds?: readonly number[] | undefined;
};

/** By node, then by model. */
export type KeptMetrics = Readonly<Record<string, Readonly<Record<string, ModelMetrics>>>>;

/** What attempts came to that are not kept one by one any more. */
export type CountedModel = {
	readonly node: string;
	readonly model: string;
	readonly metrics: ModelMetrics;
	/** Of the last of them, since 1970. */
	readonly endedWallMs: number;
};

/** What earlier programs asked of which node, as far as it says where the next question goes. */
export type EarlierAttempts = {
	/** In the order in which they were written down. */
	readonly attempts: readonly MeasuredAttempt[];
	readonly counted: readonly CountedModel[];
};
