import type {RoutingName} from '../domain/config.ts';
import type {RouteCandidate, RouteDecision} from '../domain/routing.ts';

type RouteChoice = Pick<RouteDecision, 'chosen' | 'because'>;

/** Within it two costs are the same: none is known so well. */
const rotationBand = 1.1;
/** What it may cost more to stay where the conversation is. */
const stay = {factor: 1.25, seconds: 0.5} as const;
/** How much over the mean a node may be for the conversations that are at home there. */
const boundedLoad = 1.25;

/** One of the candidates, cheapest first, by the mode. */
export function chooseAmong(candidates: readonly RouteCandidate[], mode: RoutingName): RouteChoice {
	const [first, second] = candidates;
	if (first === undefined) {
		return {chosen: undefined, because: undefined};
	}

	return second === undefined
		? {chosen: first, because: 'onlyOne'}
		: modes[mode](candidates, first);
}

type Mode = (candidates: readonly RouteCandidate[], cheapest: RouteCandidate) => RouteChoice;

const modes: Readonly<Record<RoutingName, Mode>> = {
	'resource-aware': soonest,
	'least-loaded': candidates => ({
		chosen: leastBy(candidates, [loadOf, lastUsed]),
		because: 'leastLoaded',
	}),
	'round-robin': candidates => ({chosen: leastBy(candidates, [lastUsed]), because: 'nextInTurn'}),
	affinity: (candidates, cheapest) =>
		cheapest.affinity === undefined ? soonest(candidates, cheapest) : atHome(candidates),
};

/** The lowest expected time, but where the conversation is as long as that costs little, and by turns among equals. */
function soonest(candidates: readonly RouteCandidate[], cheapest: RouteCandidate): RouteChoice {
	const pinned = leastBy(
		candidates.filter(({cachedTokens}) => cachedTokens > 0),
		[({cachedTokens}) => -cachedTokens],
	);
	const mostS = cheapest.terms.totalS * stay.factor + stay.seconds;
	if (pinned !== undefined && pinned.terms.totalS <= mostS) {
		return {chosen: pinned, because: pinned === cheapest ? 'fastest' : 'affinity'};
	}

	const equals = candidates.filter(
		({terms}) => terms.totalS <= cheapest.terms.totalS * rotationBand,
	);
	const chosen = leastBy(equals, [lastUsed]);
	return {chosen, because: chosen === cheapest ? 'fastest' : 'rotation'};
}

/**
 * Where the conversation is at home, or the next such place that is not much fuller than the mean: highest random
 * weight with bounded loads (https://arxiv.org/abs/1608.01350).
 */
function atHome(candidates: readonly RouteCandidate[]): RouteChoice {
	const requests = candidates.reduce((sum, {inFlight}) => sum + inFlight, 1);
	const slots = candidates.reduce((sum, one) => sum + one.slots, 0);
	const open = candidates.filter(
		candidate => candidate.inFlight < Math.ceil((boundedLoad * requests * candidate.slots) / slots),
	);
	return {
		chosen: leastBy(open, [({affinity}) => -(affinity ?? 0), lastUsed]),
		because: 'affinity',
	};
}

function loadOf({inFlight, slots}: RouteCandidate): number {
	return inFlight / slots;
}

/** One that was never used comes before all others. */
function lastUsed({lastUsedAtMs}: RouteCandidate): number {
	return lastUsedAtMs ?? Number.NEGATIVE_INFINITY;
}

/** The least by the first measure that tells two apart; among equals the cheapest, which comes first. */
function leastBy(
	candidates: readonly RouteCandidate[],
	measures: ReadonlyArray<(candidate: RouteCandidate) => number>,
): RouteCandidate | undefined {
	return candidates.toSorted((one, other) => {
		const measure = measures.find(measureOf => measureOf(one) !== measureOf(other));
		return measure === undefined ? 0 : measure(one) < measure(other) ? -1 : 1;
	})[0];
}
