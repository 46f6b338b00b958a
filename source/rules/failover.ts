import type {AnswerFailure} from '../domain/ollama.ts';
import type {BreakerCharge} from '../domain/routing.ts';
import type {GiveUpReason} from '../domain/turn.ts';
import {turnLimitMs} from './answer-deadlines.ts';

export const mostNodesATurn = 3;
/** Less is no time for another answer. */
const leastRestMs = 1000;

/** What of a turn matters after one of its attempts failed. */
export type FailedAttempt = {
	readonly failure: AnswerFailure;
	/** The model was in memory there when it was sent. */
	readonly isWarm: boolean;
	/** Different nodes that were asked this turn, with this one. */
	readonly nodesAsked: number;
	/** How often this turn waited for a busy server before. */
	readonly waits: number;
	readonly startedAtMs: number;
	readonly nowMs: number;
	/** Default: `turnLimitMs`. */
	readonly limitMs?: number | undefined;
};

/** `isStale`: what we believe to be installed there is not, so its list is to be read again. */
export type FailoverStep =
	| {readonly do: 'elsewhere'; readonly charge: BreakerCharge; readonly isStale: boolean}
	| {readonly do: 'wait'; readonly waitMs: number; readonly charge: BreakerCharge}
	| {readonly do: 'giveUp'; readonly why: GiveUpReason; readonly charge: BreakerCharge};

const waitsMs = [500, 1000, 2000] as const;
const contextWords =
	/context (?:length|size|window)|exceed\w* context|too many tokens|input length/i;
const tooLongWords = /exceed|too (?:long|many|large)|longer/i;
const loadWords =
	/llama.?server process|runner process|system memory|out of memory|load(?:ing)? model|failed to load/i;

/** What is done after a failure, and who is blamed for it. */
export function afterFailure(attempt: FailedAttempt): FailoverStep {
	const {failure} = attempt;
	const charge = chargeFor(attempt);
	const why = neverRetried(failure);
	if (why !== undefined) {
		return {do: 'giveUp', why, charge};
	}

	const restMs = attempt.startedAtMs + (attempt.limitMs ?? turnLimitMs) - attempt.nowMs;
	if (restMs < leastRestMs) {
		return {do: 'giveUp', why: 'outOfTime', charge};
	}

	const waitMs = failure.status === 503 ? waitsMs[attempt.waits] : undefined;
	if (waitMs !== undefined && waitMs < restMs) {
		return {do: 'wait', waitMs, charge};
	}

	return attempt.nodesAsked >= mostNodesATurn
		? {do: 'giveUp', why: 'outOfNodes', charge}
		: {do: 'elsewhere', charge, isStale: isNotFound(failure)};
}

/** What every node would answer the same, or nobody waits for any more. */
function neverRetried({failure, status, phase}: AnswerFailure): GiveUpReason | undefined {
	if (failure.kind === 'cancelled') {
		return 'cancelled';
	}

	// A line without an end, before anything was said, is the fault of its node.
	if (failure.kind === 'tooLarge' && phase === 'streaming') {
		return 'answerTooLong';
	}

	if ('reason' in failure && isOfLength(failure.reason, status)) {
		return 'contextTooLong';
	}

	return status === 400 || status === 413 || status === 422 ? 'badRequest' : undefined;
}

/** A load that fails names the context too that it had no memory for: another node may have it. */
function isOfLength(reason: string, status: number | undefined): boolean {
	const isRefused = status === 400 || (tooLongWords.test(reason) && !loadWords.test(reason));
	return isRefused && contextWords.test(reason);
}

function isNotFound({failure, status}: AnswerFailure): boolean {
	return status === 404 || failure.kind === 'missing';
}

function chargeFor({failure: answer, isWarm}: FailedAttempt): BreakerCharge {
	const {failure, status, phase} = answer;
	if (failure.kind === 'cancelled') {
		return {of: 'none'};
	}

	if (neverRetried(answer) !== undefined || status === 503 || isNotFound(answer)) {
		return {of: 'answered'};
	}

	if (failure.kind === 'refused') {
		return {of: 'node', weight: 'opens'};
	}

	if ('reason' in failure && loadWords.test(failure.reason)) {
		return {of: 'model', weight: phase === 'streaming' ? 'counts' : 'unloadable'};
	}

	// A cold model may be slower than we thought; a node that has it in memory and says nothing is stuck.
	const isSlowLoad = failure.kind === 'timedOut' && phase === 'waiting' && !isWarm;
	const isOfModel = isSlowLoad || failure.kind === 'rejected' || (status ?? 0) === 500;
	return {of: isOfModel ? 'model' : 'node', weight: 'counts'};
}
