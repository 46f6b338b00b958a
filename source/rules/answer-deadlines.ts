import type {RouteTerms} from '../domain/routing.ts';
import {factorOf} from './routed-request.ts';

/** Until a node has taken the connection: it is near, or it is gone. */
export const connectLimitMs = 5000;

const firstTokenMs = {least: 30_000, most: 600_000} as const;
const idleMs = {least: 20_000, withTools: 60_000} as const;
const estimatesOfPatience = 3;
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
