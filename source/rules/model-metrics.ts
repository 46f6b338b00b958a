import type {Attempt} from '../domain/chat.ts';
import type {ModelMetrics} from '../domain/ollama-metrics.ts';
import {measuredRates} from './model-rates.ts';

export type EndedAttempt = {
	readonly attempt: Attempt;
	/** Of the model there. */
	readonly sizeBytes: number;
	/** It failed, and not by what was asked. */
	readonly isNodesFault: boolean;
};

/** How much of the newest measurement goes into a mean, as in the rates that routing goes by. */
const alpha = 0.3;

const nothingYet: ModelMetrics = {
	requests: 0,
	cancelled: 0,
	failures: {},
	firstTokenMs: undefined,
	loadMs: undefined,
	rates: undefined,
};

/** The figures of a model on a node after one more attempt. One that was cancelled measures nothing. */
export function metricsAfter(
	before: ModelMetrics = nothingYet,
	{attempt, sizeBytes, isNodesFault}: EndedAttempt,
): ModelMetrics {
	const {outcome, isWarm, firstTokenMs, usage} = attempt;
	const requests = before.requests + 1;
	if (outcome.state === 'cancelled') {
		return {...before, requests, cancelled: before.cancelled + 1};
	}

	const isMeasured = outcome.state === 'answered' || isNodesFault;
	return {
		requests,
		rates: isMeasured
			? measuredRates(before.rates, {
					usage: outcome.state === 'answered' ? usage : undefined,
					...{sizeBytes, isWarm},
					isCached: (attempt.decision.chosen?.cachedTokens ?? 0) > 0,
					wallMs: attempt.startedWallMs + attempt.tookMs,
				})
			: before.rates,
		cancelled: before.cancelled,
		failures:
			outcome.state === 'failed' ? oneMore(before.failures, outcome.failure.kind) : before.failures,
		firstTokenMs: moved(before.firstTokenMs, isWarm ? firstTokenMs : undefined),
		loadMs: moved(before.loadMs, isWarm ? undefined : usage?.loadMs),
	};
}

function oneMore(
	failures: ModelMetrics['failures'],
	kind: keyof ModelMetrics['failures'],
): ModelMetrics['failures'] {
	return {...failures, [kind]: (failures[kind] ?? 0) + 1};
}

function moved(before: number | undefined, now: number | undefined): number | undefined {
	return before === undefined || now === undefined
		? (now ?? before)
		: before + alpha * (now - before);
}
