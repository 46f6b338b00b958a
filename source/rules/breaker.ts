import type {Chance} from '../domain/chance.ts';
import type {Breaker, BreakerCharge, BreakerWeight} from '../domain/routing.ts';

/** Also what a whole answer leaves of both. */
export const closedBreaker: Breaker = {state: 'closed', failedAtMs: []};

type BreakerMoment = {readonly nowMs: number; readonly chance: Chance};

type BreakerFailure = BreakerMoment & {readonly weight: BreakerWeight};

/** Of a node, and of one model on it. */
export type BreakerPair = {readonly node: Breaker; readonly model: Breaker};

const mostFailures = 3;
const windowMs = 30_000;
const firstHoldMs = 10_000;
const longestHoldMs = 120_000;
const unloadableMs = 600_000;

/** What a failed attempt leaves of both. */
export function breakersAfter(
	{node, model}: BreakerPair,
	charge: BreakerCharge,
	moment: BreakerMoment,
): BreakerPair {
	switch (charge.of) {
		case 'node':
			return {
				node: breakerAfterFailure(node, {...moment, weight: charge.weight}),
				model: breakerAfterCancel(model),
			};
		case 'model':
			return {
				node: breakerAfterCancel(node),
				model: breakerAfterFailure(model, {...moment, weight: charge.weight}),
			};
		case 'answered':
			return {node: closedBreaker, model: breakerAfterCancel(model)};
		default:
			return {node: breakerAfterCancel(node), model: breakerAfterCancel(model)};
	}
}

/** Open from the third failure in a row on, and after each failed try of one that was open. */
export function breakerAfterFailure(
	before: Breaker,
	{weight, nowMs, chance}: BreakerFailure,
): Breaker {
	const breaker = breakerAt(before, nowMs);
	if (breaker.state === 'open') {
		return breaker;
	}

	const openedTimes = breaker.state === 'halfOpen' ? breaker.openedTimes + 1 : 1;
	const failedAtMs =
		breaker.state === 'closed'
			? [...breaker.failedAtMs.filter(atMs => nowMs - atMs < windowMs), nowMs]
			: [];
	return weight === 'counts' && breaker.state === 'closed' && failedAtMs.length < mostFailures
		? {state: 'closed', failedAtMs}
		: {state: 'open', untilMs: nowMs + holdMs(weight, openedTimes, chance), openedTimes};
}

/** One that was cancelled says nothing: whoever is next may try. */
export function breakerAfterCancel(breaker: Breaker): Breaker {
	return breaker.state === 'halfOpen' ? {...breaker, isTrying: false} : breaker;
}

/** Of a request that is sent now: while it tries, no other does. */
export function breakerWhenSent(before: Breaker, nowMs: number): Breaker {
	const breaker = breakerAt(before, nowMs);
	return breaker.state === 'halfOpen' ? {...breaker, isTrying: true} : breaker;
}

/** Half open once its time is up. */
function breakerAt(breaker: Breaker, nowMs: number): Breaker {
	return breaker.state === 'open' && nowMs >= breaker.untilMs
		? {state: 'halfOpen', isTrying: false, openedTimes: breaker.openedTimes}
		: breaker;
}

/** Until it may be tried again; 0 while one tries it; undefined: it may now. */
export function closedForMs(before: Breaker, nowMs: number): number | undefined {
	const breaker = breakerAt(before, nowMs);
	switch (breaker.state) {
		case 'open':
			return breaker.untilMs - nowMs;
		case 'halfOpen':
			return breaker.isTrying ? 0 : undefined;
		default:
			return undefined;
	}
}

/**
 * From 10 s, doubled each time it did not help, up to 120 s: between four fifths of that and the whole, so that those
 * who fell together are not tried together.
 */
function holdMs(weight: BreakerWeight, openedTimes: number, chance: Chance): number {
	const doubledMs = Math.min(longestHoldMs, firstHoldMs * 2 ** (openedTimes - 1));
	const ceilingMs = weight === 'unloadable' ? unloadableMs : doubledMs;
	return Math.round(ceilingMs * (0.8 + 0.2 * chance()));
}
