import type {AnswerUsage} from '../domain/ollama.ts';
import type {ModelRates} from '../domain/routing.ts';

/** One request that ended, and what Ollama says that it took. */
export type MeasuredAnswer = {
	/** Undefined: it failed, by the node's fault. */
	readonly usage: AnswerUsage | undefined;
	readonly sizeBytes: number;
	/** The model was in memory when it was sent: then what it calls loading is a moment in its queue. */
	readonly isWarm: boolean;
	/** A part of the prompt was in its cache: nobody tells how many tokens it still read. */
	readonly isCached: boolean;
	/** For a load that was not over by then: nobody knows how long it takes, but longer. Undefined: it was no such. */
	readonly loadWaitedMs?: number | undefined;
	readonly wallMs: number;
};

/** How much of the newest measurement goes into the mean. */
const alpha = 0.3;
/** Shorter ones measure the clock more than the machine. */
const fewestTokens = 16;
const loadOverheadMs = 2000;
const shortestLoadMs = 100;
/**
 * What no machine that Ollama runs on does, with room for those to come. What says so is wrong, and would draw every
 * question for as long as its mean takes to come down.
 */
const fastest = {
	prefillTokensPerSecond: 200_000,
	decodeTokensPerSecond: 20_000,
	loadBytesPerSecond: 100e9,
} as const;

/** The rates after one more request. What Ollama did not tell leaves its mean as it is. */
export function measuredRates(before: ModelRates | undefined, answer: MeasuredAnswer): ModelRates {
	const {usage, isWarm, isCached} = answer;
	return {
		prefillTokensPerSecond: moved(
			before?.prefillTokensPerSecond,
			isCached
				? undefined
				: credible(fastest.prefillTokensPerSecond, perSecond(usage?.promptTokens, usage?.promptMs)),
		),
		decodeTokensPerSecond: moved(
			before?.decodeTokensPerSecond,
			credible(fastest.decodeTokensPerSecond, perSecond(usage?.outputTokens, usage?.outputMs)),
		),
		loadBytesPerSecond: noFasterThan(
			loadRate(answer.sizeBytes, answer.loadWaitedMs),
			moved(
				before?.loadBytesPerSecond,
				isWarm
					? undefined
					: credible(fastest.loadBytesPerSecond, loadRate(answer.sizeBytes, usage?.loadMs)),
			),
		),
		outputTokens: moved(before?.outputTokens, usage?.outputTokens),
		successFraction: moved(before?.successFraction ?? 1, usage === undefined ? 0 : 1),
		answers: (before?.answers ?? 0) + (usage === undefined ? 0 : 1),
		sizeBytes: answer.sizeBytes,
		measuredWallMs: answer.wallMs,
	};
}

/** The same where they were kept: without what no machine does, which a file may say all the same. */
export function credibleRates(rates: ModelRates): ModelRates {
	const {successFraction} = rates;
	return {
		...rates,
		prefillTokensPerSecond: credible(fastest.prefillTokensPerSecond, rates.prefillTokensPerSecond),
		decodeTokensPerSecond: credible(fastest.decodeTokensPerSecond, rates.decodeTokensPerSecond),
		loadBytesPerSecond: credible(fastest.loadBytesPerSecond, rates.loadBytesPerSecond),
		successFraction: successFraction === undefined ? undefined : Math.min(1, successFraction),
	};
}

function credible(most: number, rate: number | undefined): number | undefined {
	return rate === undefined || rate > most || rate <= 0 ? undefined : rate;
}

function moved(before: number | undefined, now: number | undefined): number | undefined {
	if (before === undefined || now === undefined) {
		return now ?? before;
	}

	return before + alpha * (now - before);
}

/** The next one would be given up as early as this one if its mean moved only a little. */
function noFasterThan(most: number | undefined, mean: number | undefined): number | undefined {
	return most === undefined || mean === undefined ? (most ?? mean) : Math.min(most, mean);
}

function perSecond(tokens: number | undefined, ms: number | undefined): number | undefined {
	return tokens === undefined || ms === undefined || tokens < fewestTokens || ms <= 0
		? undefined
		: (tokens * 1000) / ms;
}

/** Without what every load takes, which is added again where a load is foretold. */
function loadRate(sizeBytes: number, loadMs: number | undefined): number | undefined {
	return loadMs === undefined || loadMs < shortestLoadMs || sizeBytes <= 0
		? undefined
		: (sizeBytes * 1000) / Math.max(loadMs - loadOverheadMs, loadMs / 2);
}
