import {describe, expect, test} from 'vitest';
import type {RoutingName} from '../../source/domain/config.ts';
import type {RouteNode} from '../../source/domain/routing.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {
	aLoadedModel,
	anInstalledModel,
	aRoutedRequest,
	aRouteNode,
	aRouteRequest,
	small,
	someRates,
} from '../helpers/route-builders.ts';

function chosen(nodes: readonly RouteNode[], mode: RoutingName, session?: string): string {
	const now = {mode, nowMs: 1_000_000, nowWallMs: 0} as const;
	const decision = chooseRoute(aRouteRequest({session}), nodes, now);
	return `${decision.chosen?.node} ${decision.because}`;
}

/** Takes this many times the 11 s of the usual node. */
function slowed(name: string, times: number, fields: Partial<RouteNode> = {}): RouteNode {
	const rates = someRates({
		decodeTokensPerSecond: 10 / times,
		prefillTokensPerSecond: 100 / times,
	});
	return aRouteNode(name, {rates: new Map([[small, rates]]), ...fields});
}

const cached = [{session: 'chat', model: small, tokens: 10}];

describe('resource-aware', () => {
	test('asks who will be done first', () => {
		expect(chosen([slowed('a', 2), slowed('b', 1)], 'resource-aware')).toBe('b fastest');
	});

	test('rather loads the model on a fast node than waits for a slow one that has it', () => {
		const cold = slowed('fast', 0.1, {
			loaded: [],
			hardware: {likeness: 'x', kind: 'gpu', disk: 'nvme'},
		});
		const rates = someRates({decodeTokensPerSecond: 200, loadBytesPerSecond: 1e9});
		const fast = {...cold, rates: new Map([[small, rates]])};
		expect(chosen([slowed('warm', 1), fast], 'resource-aware')).toBe('fast fastest');
	});

	test('takes turns among those within 10%', () => {
		const late = {lastUsedAtMs: 900_000};
		expect(chosen([slowed('a', 1, late), slowed('b', 1.09)], 'resource-aware')).toBe('b rotation');
		expect(chosen([slowed('a', 1, late), slowed('b', 1.11)], 'resource-aware')).toBe('a fastest');
	});

	test('stays where the conversation is for a quarter and half a second more', () => {
		const stay = (times: number) =>
			chosen([slowed('a', 1), slowed('b', times, {cached})], 'resource-aware', 'chat');
		expect(stay(1.29)).toBe('b affinity');
		expect(stay(1.35)).toBe('a fastest');
	});

	test('says so when there is no other', () => {
		expect(chosen([slowed('a', 1)], 'resource-aware')).toBe('a onlyOne');
	});
});

describe('least-loaded', () => {
	const busy = [aRoutedRequest()];

	test('asks who has the fewest requests for its slots', () => {
		const nodes = [aRouteNode('a', {inFlight: busy}), slowed('b', 9, {inFlight: busy, slots: 4})];
		expect(chosen(nodes, 'least-loaded')).toBe('b leastLoaded');
	});

	test('among equals who waited longest', () => {
		const nodes = [aRouteNode('a', {lastUsedAtMs: 5}), aRouteNode('b', {lastUsedAtMs: 4})];
		expect(chosen(nodes, 'least-loaded')).toBe('b leastLoaded');
	});
});

describe('round-robin', () => {
	test('asks who waited longest, however slow', () => {
		const nodes = [slowed('a', 1, {lastUsedAtMs: 5}), slowed('b', 9, {lastUsedAtMs: 4})];
		expect(chosen(nodes, 'round-robin')).toBe('b nextInTurn');
		expect(chosen([...nodes, slowed('c', 20)], 'round-robin')).toBe('c nextInTurn');
	});
});

describe('affinity', () => {
	const nodes = ['a', 'b', 'c', 'd'].map(name => aRouteNode(name));

	test('a conversation keeps its node, and only those of a node that goes move', () => {
		const sessions = Array.from({length: 200}, (_, index) => `chat ${index}`);
		const before = sessions.map(session => chosen(nodes, 'affinity', session));
		const after = sessions.map(session => chosen(nodes.slice(0, 3), 'affinity', session));
		expect(new Set(before).size).toBe(4);
		for (const [index, home] of before.entries()) {
			if (!home.startsWith('d')) {
				expect(after[index]).toBe(home);
			}
		}
	});

	test('conversations are spread evenly', () => {
		const homes = Array.from({length: 4000}, (_, index) => chosen(nodes, 'affinity', `${index}`));
		for (const node of ['a', 'b', 'c', 'd']) {
			const share = homes.filter(home => home.startsWith(node)).length / homes.length;
			expect(share).toBeGreaterThan(0.22);
			expect(share).toBeLessThan(0.28);
		}
	});

	test('a node that is much fuller than the others passes its conversations on', () => {
		const home = chosen(nodes, 'affinity', 'chat').split(' ')[0];
		const inFlight = Array.from({length: 3}, () => aRoutedRequest());
		const full = nodes.map(node => (node.name === home ? {...node, inFlight} : node));
		expect(chosen(full, 'affinity', 'chat')).not.toContain(`${home} `);
	});

	test('what is of no conversation goes where it is done first', () => {
		expect(chosen([slowed('a', 2), slowed('b', 1)], 'affinity')).toBe('b fastest');
	});
});

test('a node where the model is only installed can be chosen in every mode', () => {
	const cold = aRouteNode('a', {loaded: [aLoadedModel({name: 'x:1' as typeof small})]});
	const without = aRouteNode('b', {installed: [anInstalledModel({name: 'x:1' as typeof small})]});
	for (const mode of ['resource-aware', 'least-loaded', 'round-robin', 'affinity'] as const) {
		expect(chosen([cold, without], mode, 'chat')).toBe('a onlyOne');
	}
});
