import type {RoutingName} from '../domain/config.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import type {
	RejectedNode,
	RouteCandidate,
	RouteDecision,
	RouteNode,
	RouteRequest,
} from '../domain/routing.ts';
import {affinityOf} from './route-affinity.ts';
import {chooseAmong} from './route-choice.ts';
import {type Filtered, filterNode, isLoaded} from './route-filter.ts';
import {expectedOutputTokens} from './route-rates.ts';
import {type Costed, cachedTokens, routeTerms} from './route-terms.ts';

type RoutingMoment = {
	readonly mode: RoutingName;
	/** Monotonic. */
	readonly nowMs: number;
	/** Since 1970. */
	readonly nowWallMs: number;
};

type Judged = {readonly node: RouteNode; readonly filtered: Filtered};
type Able = {readonly node: RouteNode; readonly model: InstalledModel};

/**
 * Where a request goes: of all nodes that can answer it the one that does so soonest, or the one that another mode
 * prefers. Warmth, load and heat are costs and no tiers: "always a node that has the model in memory" would send
 * everything to the first one that was slow.
 */
export function chooseRoute(
	request: RouteRequest,
	nodes: readonly RouteNode[],
	moment: RoutingMoment,
): RouteDecision {
	const judged = nodes
		.toSorted((one, other) => (one.name < other.name ? -1 : 1))
		.map(node => ({node, filtered: filterNode(node, request, moment.nowMs)}));
	const able = ableOnes(judged);
	const outputTokens = Math.min(
		request.outputTokens ?? Number.POSITIVE_INFINITY,
		expectedOutputTokens([...new Set(able.map(({model}) => model.name))], nodes),
	);
	const costed = able.map(({node, model}) =>
		candidateOf({node, model, request, outputTokens, nodes, ...moment}),
	);
	const candidates = costed
		.filter(hasEstimate)
		.toSorted((one, other) => one.terms.totalS - other.terms.totalS);
	const {chosen, because} = chooseAmong(candidates, moment.mode);
	return {
		mode: moment.mode,
		model: request.model,
		promptTokens: request.promptTokens,
		outputTokens,
		chosen,
		because: chosen !== undefined && request.node !== undefined ? 'asked' : because,
		candidates,
		rejected: [
			...judged.flatMap(one => rejectedOf(one, able)),
			...costed
				.filter(one => !hasEstimate(one))
				.map(({node}) => ({node, reason: 'noEstimate'}) as const),
		],
	};
}

/** What has none can be neither compared nor written down. */
function hasEstimate({terms}: RouteCandidate): boolean {
	return Number.isFinite(terms.totalS);
}

/** Those of the last resort only where there is no other. */
function ableOnes(judged: readonly Judged[]): readonly Able[] {
	const of = (wanted: 'able' | 'lastResort'): readonly Able[] =>
		judged.flatMap(({node, filtered}) =>
			filtered.is === wanted ? [{node, model: filtered.model}] : [],
		);
	const able = of('able');
	return able.length > 0 ? able : of('lastResort');
}

function rejectedOf({node, filtered}: Judged, able: readonly Able[]): readonly RejectedNode[] {
	return filtered.is === 'able' || able.some(one => one.node === node)
		? []
		: [{node: node.name, ...filtered.rejection}];
}

function candidateOf(costed: Costed): RouteCandidate {
	const {node, model, request} = costed;
	return {
		node: node.name,
		model: model.name,
		digest: model.digest,
		terms: routeTerms(costed),
		isWarm: isLoaded(node, model.name),
		inFlight: node.inFlight.length,
		slots: node.slots,
		lastUsedAtMs: node.lastUsedAtMs,
		temperatureCelsius: node.temperatureCelsius,
		cachedTokens: cachedTokens(costed),
		affinity: request.session === undefined ? undefined : affinityOf(request.session, node.name),
		answers: node.rates.get(model.name)?.answers ?? 0,
	};
}
