import type {Attempt} from '../domain/chat.ts';
import type {KeptMetrics, MeasuredAttempt, ModelMetrics} from '../domain/ollama-metrics.ts';
import type {AnswerUsage} from '../domain/ollama.ts';
import {measuredRates} from './model-rates.ts';

/** How much of the newest measurement goes into a mean, as in the rates that routing goes by. */
const alpha = 0.3;

/** As many as a sparkline has cells. */
const mostSpeeds = 16;

const nothingYet: ModelMetrics = {
	requests: 0,
	cancelled: 0,
	failures: {},
	firstTokenMs: undefined,
	loadMs: undefined,
	rates: undefined,
};

type EndedAttempt = Pick<
	MeasuredAttempt,
	'node' | 'model' | 'sizeBytes' | 'isNodesFault' | 'charge'
> & {
	readonly attempt: Attempt;
};

/** What an attempt says, without what was asked and answered. */
export function measuredAttempt({attempt, ...told}: EndedAttempt): MeasuredAttempt {
	const {outcome, isWarm, firstTokenMs, usage, decision} = attempt;
	const isLateLoad =
		outcome.state === 'failed' &&
		outcome.failure.kind === 'timedOut' &&
		!isWarm &&
		firstTokenMs === undefined;
	return {
		node: told.node,
		model: told.model,
		sizeBytes: told.sizeBytes,
		outcome: outcome.state === 'failed' ? outcome.failure.kind : outcome.state,
		isNodesFault: told.isNodesFault,
		charge: told.charge,
		isWarm,
		isCached: (decision.chosen?.cachedTokens ?? 0) > 0,
		firstTokenMs,
		...(isLateLoad ? {loadWaitedMs: attempt.tookMs} : {}),
		usage,
		endedWallMs: attempt.startedWallMs + attempt.tookMs,
	};
}

/** The figures with those of one more attempt. */
export function withAttempt(metrics: KeptMetrics, measured: MeasuredAttempt): KeptMetrics {
	const {node, model} = measured;
	const ofNode = own(metrics, node) ?? {};
	return {...metrics, [node]: {...ofNode, [model]: metricsAfter(own(ofNode, model), measured)}};
}

/** A node may be named `constructor`. */
export function own<Value>(
	record: Readonly<Record<string, Value>>,
	key: string,
): Value | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Of a model on a node, after one more attempt. One that was cancelled measures nothing. */
function metricsAfter(before: ModelMetrics = nothingYet, measured: MeasuredAttempt): ModelMetrics {
	const {outcome, isWarm, firstTokenMs, usage} = measured;
	const requests = before.requests + 1;
	if (outcome === 'cancelled') {
		return {...before, requests, cancelled: before.cancelled + 1};
	}

	const isAnswered = outcome === 'answered';
	return {
		requests,
		cancelled: before.cancelled,
		rates:
			isAnswered || measured.isNodesFault
				? measuredRates(before.rates, {
						...measured,
						usage: isAnswered ? usage : undefined,
						wallMs: measured.endedWallMs,
					})
				: before.rates,
		failures: isAnswered
			? before.failures
			: {...before.failures, [outcome]: (before.failures[outcome] ?? 0) + 1},
		firstTokenMs: moved(before.firstTokenMs, isWarm ? firstTokenMs : undefined),
		loadMs: moved(before.loadMs, isWarm ? undefined : usage?.loadMs),
		...speedsAfter(before.speeds, isAnswered ? usage : undefined),
	};
}

function speedsAfter(
	before: readonly number[] = [],
	{outputTokens, outputMs}: Partial<AnswerUsage> = {},
): Pick<ModelMetrics, 'speeds'> {
	const isMeasured = outputTokens !== undefined && outputMs !== undefined && outputMs > 0;
	const speeds = isMeasured
		? [...before, (outputTokens * 1000) / outputMs].slice(-mostSpeeds)
		: before;
	return speeds.length === 0 ? {} : {speeds};
}

function moved(before: number | undefined, now: number | undefined): number | undefined {
	return before === undefined || now === undefined
		? (now ?? before)
		: before + alpha * (now - before);
}
