import type {RejectedNode, RouteCandidate, RouteDecision, RoutePenalty} from '../domain/routing.ts';
import type {Glyphs} from './glyphs.ts';
import {hasOtherServer, rejectionText} from './route-rejection-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

const mostSkipped = 3;
const noticedWaitS = 0.5;

/** Where it goes and why: `→ pi-05 · warm · 48°C · skipped pi-02 (throttled)`. Undefined: it goes nowhere. */
export function routeSentence(decision: RouteDecision, glyphs: Glyphs): Safe | undefined {
	const {chosen} = decision;
	if (chosen === undefined) {
		return undefined;
	}

	const parts = [
		safe`${glyphs.arrows.right} ${clean(chosen.node)}`,
		warmthText(chosen),
		...(chosen.terms.waitS < noticedWaitS
			? []
			: [safe`waits about ${seconds(chosen.terms.waitS)}`]),
		...(chosen.temperatureCelsius === undefined
			? []
			: [safe`${Math.round(chosen.temperatureCelsius)}${glyphs.degree}C`]),
		...chosen.terms.factors
			.filter(({reason}) => reason !== 'hot')
			.map(({reason}) => penaltyWords[reason]),
		...(decision.because === undefined ? [] : [becauseWords[decision.because]].flat()),
		...skippedText(decision.rejected),
	];
	return joinSafe(parts, safe` ${glyphs.apart} `);
}

function warmthText({isWarm, terms}: RouteCandidate): Safe {
	return isWarm ? safe`warm` : safe`loads in about ${seconds(terms.loadS)}`;
}

/** `0.1 s`, `71 s` */
export function seconds(value: number): Safe {
	return clean(`${value < 10 ? value.toFixed(1) : Math.round(value)} s`);
}

export const penaltyWords: Readonly<Record<RoutePenalty, Safe>> = {
	throttled: safe`throttled`,
	hot: safe`hot`,
	littleMemory: safe`little memory`,
	swapping: safe`swapping`,
	failsOften: safe`fails often`,
	spills: safe`partly on the processor`,
};

/** The soonest needs no word: that is what a route is for. */
const becauseWords: Readonly<Record<NonNullable<RouteDecision['because']>, readonly Safe[]>> = {
	fastest: [],
	rotation: [safe`takes its turn`],
	affinity: [safe`knows the conversation`],
	leastLoaded: [safe`least loaded`],
	nextInTurn: [safe`next in turn`],
	onlyOne: [safe`the only one`],
	asked: [safe`as asked`],
};

/**
 * `skipped pi-02 (throttled), h3 (not Ollama)`: those that have the model and could be thought to answer, or that were
 * given a port where something else listens. Empty: there are none.
 */
export function skippedText(rejected: readonly RejectedNode[]): readonly Safe[] {
	const skipped = rejected.filter(one => isSkipped[one.reason] || hasOtherServer(one));
	if (skipped.length === 0) {
		return [];
	}

	const shown = skipped
		.slice(0, mostSkipped)
		.map(one => safe`${clean(one.node)} (${whyText(one)})`);
	const more = skipped.length - shown.length;
	return [
		safe`skipped ${joinSafe(shown, safe`, `)}${more === 0 ? safe`` : safe` and ${more} more`}`,
	];
}

function whyText(rejected: RejectedNode): Safe {
	return hasOtherServer(rejected) ? safe`not Ollama` : rejectionText(rejected);
}

const isSkipped: Readonly<Record<RejectedNode['reason'], boolean>> = {
	unreachable: false,
	notServing: false,
	notRead: false,
	notInstalled: false,
	notAsked: false,
	lacksCapability: false,
	triedAlready: true,
	throttled: true,
	noEstimate: true,
	tooBig: true,
	full: true,
	breakerOpen: true,
	modelBreakerOpen: true,
};
