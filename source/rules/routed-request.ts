import type {RoutedRequest, RouteTerms} from '../domain/routing.ts';

/** One that takes longer than was thought still takes a while. */
const leastDecodeFraction = 0.1;

/** Seconds until a request is done, as far as its route foretold them. */
export function remainingS(request: RoutedRequest, nowMs: number): number {
	const {terms, firstTokenAtMs} = request;
	const decodeS = terms.decodeS * factorOf(terms);
	return firstTokenAtMs === undefined
		? remainingLoadS(request, nowMs) + remainingPrefillS(request, nowMs) + decodeS
		: Math.max(decodeS * leastDecodeFraction, decodeS - (nowMs - firstTokenAtMs) / 1000);
}

/** Seconds until its model is in memory. */
export function remainingLoadS(
	{terms, sentAtMs, firstTokenAtMs}: RoutedRequest,
	nowMs: number,
): number {
	if (firstTokenAtMs !== undefined) {
		return 0;
	}

	const loadS = terms.loadS * factorOf(terms);
	return sentAtMs === undefined ? loadS : Math.max(0, loadS - (nowMs - sentAtMs) / 1000);
}

function remainingPrefillS({terms, sentAtMs}: RoutedRequest, nowMs: number): number {
	const factor = factorOf(terms);
	const bothS = (terms.loadS + terms.prefillS) * factor;
	const elapsedS = sentAtMs === undefined ? 0 : (nowMs - sentAtMs) / 1000;
	return Math.max(0, Math.min(terms.prefillS * factor, bothS - elapsedS));
}

/** What the penalties make of a second. */
export function factorOf({factors}: RouteTerms): number {
	return factors.reduce((product, {factor}) => product * factor, 1);
}
