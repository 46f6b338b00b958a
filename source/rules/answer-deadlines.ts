import type {RouteCandidate, RouteTerms} from '../domain/routing.ts';
import {factorOf} from './routed-request.ts';

/** From the question to its whole answer, over all nodes. */
export const turnLimitMs = 1_800_000;

/** Until a node has taken the connection: it is near, or it is gone. */
export const connectLimitMs = 5000;

const firstTokenMs = {least: 30_000, most: 600_000} as const;
const idleMs = {least: 20_000, withTools: 60_000} as const;
/** A load that is late is looked at again so often. */
const lookAgainMs = 30_000;
const estimatesOfPatience = 3;
/** Another node must be expected to take less than this part of what is expected here, to load there what loads here. */
const clearlySooner = 0.5;
const gapsOfPatience = 20;

/**
 * Until the first token, from sending. Ollama says nothing while a request queues there, a model loads and a prompt is
 * read: three times what these should take, between 30 s and 600 s.
 */
export function firstTokenLimitMs(terms: RouteTerms): number {
	const estimateMs = (terms.waitS + terms.loadS + terms.prefillS) * factorOf(terms) * 1000;
	return Math.min(
		firstTokenMs.most,
		Math.max(firstTokenMs.least, Math.round(estimateMs * estimatesOfPatience)),
	);
}

export type LateLoad = {
	/** For the first token, from sending. */
	readonly waitedMs: number;
	readonly here: RouteTerms;
	/** Of the node that would be asked next; undefined: there is none. */
	readonly elsewhere: RouteTerms | undefined;
};

/**
 * How much longer the first token is waited for where its model is still being loaded, 600 s in all; undefined: no
 * longer. What was thought of the load was wrong: one that has taken so long is expected to take as long again, and
 * whoever begins it anew on another node, or on this one, loses what was loaded.
 */
export function longerLoadMs({waitedMs, here, elsewhere}: LateLoad): number | undefined {
	const restMs = firstTokenMs.most - waitedMs;
	const hereMs = waitedMs + here.decodeS * factorOf(here) * 1000;
	const isSoonerElsewhere =
		elsewhere !== undefined && elsewhere.totalS * 1000 < hereMs * clearlySooner;
	return restMs <= 0 || isSoonerElsewhere ? undefined : Math.min(restMs, lookAgainMs);
}

/**
 * Between two pieces of an answer: twenty times the gap that is usual in it, 20 s at least. A call of a tool comes
 * whole when its last token is there, so that nothing may stream for a minute.
 *
 * @param medianGapMs undefined: there were no two pieces yet
 */
export function idleLimitMs(medianGapMs: number | undefined, hasTools: boolean): number {
	const least = hasTools ? idleMs.withTools : idleMs.least;
	return Math.max(least, Math.round((medianGapMs ?? 0) * gapsOfPatience));
}

/** How long an attempt is waited for, as it is told beforehand. */
export type AnswerDeadlines = {
	readonly firstTokenMs: number;
	/** As long as the pieces come no slower than one a second. */
	readonly idleMs: number;
	/** To the first token of a model that is still being loaded; undefined: it is in memory. */
	readonly loadingMs: number | undefined;
};

export function deadlinesOf(
	{terms, isWarm}: Pick<RouteCandidate, 'terms' | 'isWarm'>,
	hasTools: boolean,
): AnswerDeadlines {
	return {
		firstTokenMs: firstTokenLimitMs(terms),
		idleMs: idleLimitMs(undefined, hasTools),
		loadingMs: isWarm ? undefined : firstTokenMs.most,
	};
}
