/** Whatever the rack and the request: what every choice must hold. Its terms and its modes have tests of their own. */
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RoutingName} from '../../source/domain/config.ts';
import type {RouteCandidate, RouteDecision, RouteNode} from '../../source/domain/routing.ts';
import {routeDecisionSchema} from '../../source/parsers/route-schema.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {nowMs, someNodes, someRequest} from '../helpers/route-arbitraries.ts';

const modes: readonly RoutingName[] = ['resource-aware', 'least-loaded', 'round-robin', 'affinity'];
const someMode = fc.constantFrom(...modes);
const runs = {numRuns: 500};

function moment(mode: RoutingName) {
	return {mode, nowMs, nowWallMs: nowMs};
}

/** The sum of the logged terms, by the definition and not by the rule. */
function loggedCost({terms}: RouteCandidate): number {
	let cost = terms.waitS + terms.loadS + terms.evictionS + terms.prefillS + terms.decodeS;
	for (const {factor} of terms.factors) {
		cost *= factor;
	}

	return cost;
}

/** Resource-aware as the design says it, from nothing but what was logged. */
function picked({candidates}: RouteDecision): readonly string[] {
	const costs = candidates.map(candidate => ({candidate, cost: loggedCost(candidate)}));
	const best = Math.min(...costs.map(({cost}) => cost));
	const pins = costs.filter(({candidate}) => candidate.cachedTokens > 0);
	const mostTokens = Math.max(...pins.map(({candidate}) => candidate.cachedTokens));
	const pin = pins
		.filter(({candidate}) => candidate.cachedTokens === mostTokens)
		.sort((one, other) => one.cost - other.cost)[0];
	if (pin !== undefined && pin.cost <= 1.25 * best + 0.5) {
		return pins
			.filter(({candidate, cost}) => candidate.cachedTokens === mostTokens && cost === pin.cost)
			.map(({candidate}) => candidate.node);
	}

	const band = costs.filter(({cost}) => cost <= best * 1.1 + 1e-9);
	const oldest = Math.min(...band.map(({candidate}) => candidate.lastUsedAtMs ?? -1));
	return band
		.filter(({candidate}) => (candidate.lastUsedAtMs ?? -1) === oldest)
		.map(({candidate}) => candidate.node);
}

describe('whatever the rack', () => {
	test('an argmin over the logged terms picks the node that was picked', () => {
		fc.assert(
			fc.property(someRequest, someNodes, (request, nodes) => {
				const decision = chooseRoute(request, nodes, moment('resource-aware'));
				if (decision.chosen !== undefined) {
					expect(picked(decision)).toContain(decision.chosen.node);
				}
			}),
			runs,
		);
	});

	test('the total of each candidate is the sum of its terms times its penalties', () => {
		fc.assert(
			fc.property(someRequest, someNodes, (request, nodes) => {
				const {candidates} = chooseRoute(request, nodes, moment('resource-aware'));
				for (const candidate of candidates) {
					expect(candidate.terms.totalS).toBeCloseTo(loggedCost(candidate), 6);
					expect(candidate.terms.totalS).toBeGreaterThan(0);
				}

				expect(candidates).toEqual(
					candidates.toSorted((one, other) => one.terms.totalS - other.terms.totalS),
				);
			}),
			runs,
		);
	});

	test('each node is a candidate or rejected, and never a rejected one is chosen', () => {
		fc.assert(
			fc.property(someRequest, someNodes, someMode, (request, nodes, mode) => {
				const {chosen, candidates, rejected} = chooseRoute(request, nodes, moment(mode));
				const named = [...candidates, ...rejected].map(({node}) => node);
				expect(named.toSorted()).toEqual(nodes.map(({name}) => name).toSorted());
				expect(chosen === undefined).toBe(candidates.length === 0);
				expect(rejected.map(({node}) => node)).not.toContain(chosen?.node);
				expect(request.tried).not.toContain(chosen?.node);
				if (request.node !== undefined && chosen !== undefined) {
					expect(chosen.node).toBe(request.node);
				}
			}),
			runs,
		);
	});

	test('the order in which nodes are told does not matter', () => {
		fc.assert(
			fc.property(
				someNodes.chain(nodes =>
					fc.tuple(fc.constant(nodes), fc.shuffledSubarray([...nodes], {minLength: nodes.length})),
				),
				someRequest,
				someMode,
				([nodes, shuffled], request, mode) => {
					expect(chooseRoute(request, shuffled, moment(mode))).toEqual(
						chooseRoute(request, nodes, moment(mode)),
					);
				},
			),
			runs,
		);
	});

	test('a decision outlives being written down', () => {
		fc.assert(
			fc.property(someRequest, someNodes, someMode, (request, nodes, mode) => {
				const decision = chooseRoute(request, nodes, moment(mode));
				const written = JSON.parse(JSON.stringify(decision));
				expect(routeDecisionSchema.parse(written)).toEqual(decision);
			}),
			{numRuns: 200},
		);
	});
});

/** Each makes a node worse in one of the terms. */
const worse: Readonly<Record<string, (node: RouteNode) => RouteNode>> = {
	wait: node => ({
		...node,
		inFlight: node.inFlight.map(one => ({
			...one,
			terms: {...one.terms, decodeS: one.terms.decodeS * 2},
		})),
	}),
	'load and eviction': node => slower(node, 'loadBytesPerSecond'),
	prefill: node => slower(node, 'prefillTokensPerSecond'),
	decode: node => slower(node, 'decodeTokensPerSecond'),
	success: node => slower(node, 'successFraction'),
	heat: node => ({...node, temperatureCelsius: 90}),
	throttling: node => ({...node, throttling: node.throttling === 'hard' ? 'hard' : 'soft'}),
	swap: node => ({...node, isSwapInUse: true}),
};

function slower(
	node: RouteNode,
	rate:
		| 'loadBytesPerSecond'
		| 'prefillTokensPerSecond'
		| 'decodeTokensPerSecond'
		| 'successFraction',
): RouteNode {
	return {
		...node,
		rates: new Map(
			[...node.rates].map(([model, rates]) => {
				const before = rates[rate];
				return [model, {...rates, [rate]: before === undefined ? undefined : before / 2}];
			}),
		),
	};
}

test.each(Object.entries(worse))(
	'a node that gets worse in %s costs no less, and is not preferred for it',
	(_, worsen) => {
		fc.assert(
			fc.property(someRequest, someNodes, fc.nat(7), (request, nodes, index) => {
				const subject = nodes[index % nodes.length];
				if (subject === undefined || request.session !== undefined) {
					return;
				}

				const before = chooseRoute(request, nodes, moment('resource-aware'));
				const after = chooseRoute(
					request,
					nodes.map(node => (node === subject ? worsen(node) : node)),
					moment('resource-aware'),
				);
				const costIn = ({candidates}: RouteDecision) =>
					candidates.find(({node}) => node === subject.name)?.terms.totalS;
				const [costBefore, costAfter] = [costIn(before), costIn(after)];
				if (costBefore !== undefined && costAfter !== undefined) {
					expect(costAfter).toBeGreaterThanOrEqual(costBefore - 1e-9);
				}

				if (before.chosen?.node !== subject.name) {
					expect(after.chosen?.node).not.toBe(subject.name);
				}
			}),
			runs,
		);
	},
);
