import {describe, expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {RouteNode, RouteRequest} from '../../source/domain/routing.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {routeTable} from '../../source/theme/route-table.ts';
import {routeSentence} from '../../source/theme/route-text.ts';
import {
	anInstalledModel,
	aRoutedRequest,
	aRouteNode,
	aRouteRequest,
	gigabyte,
	someRates,
} from '../helpers/route-builders.ts';

const unicode = glyphsOf('unicode');

function route(nodes: readonly RouteNode[], fields: Partial<RouteRequest> = {}) {
	const moment = {mode: 'resource-aware', nowMs: 0, nowWallMs: 0} as const;
	return chooseRoute(aRouteRequest(fields), nodes, moment);
}

function sentence(nodes: readonly RouteNode[], fields: Partial<RouteRequest> = {}) {
	return routeSentence(route(nodes, fields), unicode);
}

const throttled = aRouteNode('pi-02', {throttling: 'hard'});
const slow = aRouteNode('pi-09', {isSwapInUse: true});

describe('the sentence', () => {
	test('says where, that it is warm, how hot, and who was left out and why', () => {
		const nodes = [throttled, aRouteNode('pi-05', {temperatureCelsius: 48}), slow];
		expect(sentence(nodes)).toBe('→ pi-05 · warm · 48°C · skipped pi-02 (throttled)');
	});

	test('can be said without a character beyond ASCII', () => {
		const decision = route([throttled, aRouteNode('pi-05'), slow]);
		expect(routeSentence(decision, glyphsOf('ascii'))).toMatch(/^[ -~]+$/);
	});

	test('says how long a load and a wait may be', () => {
		const cold = {loaded: [], temperatureCelsius: undefined};
		expect(sentence([aRouteNode('a', cold), aRouteNode('b', {...cold, isSwapInUse: true})])).toBe(
			'→ a · loads in about 15 s',
		);
		const inFlight = [aRoutedRequest({firstTokenAtMs: 0})];
		expect(sentence([aRouteNode('a', {inFlight}), aRouteNode('b', {installed: []})])).toBe(
			'→ a · warm · waits about 10 s · 50°C · the only one',
		);
	});

	test('says what slows the chosen one down, and that it was asked for', () => {
		expect(sentence([throttled, slow], {node: 'pi-02' as NodeName})).toBe(
			'→ pi-02 · warm · 50°C · throttled · as asked',
		);
	});

	test('names three of many that were left out', () => {
		const hot = ['a', 'b', 'c', 'd', 'e'].map(name => aRouteNode(name, {throttling: 'hard'}));
		expect(sentence([...hot, aRouteNode('x'), slow])).toBe(
			'→ x · warm · 50°C · skipped a (throttled), b (throttled), c (throttled) and 2 more',
		);
	});

	test('names a node whose port is that of another server, and none that has no Ollama', () => {
		const reason = 'what answers there is not Ollama. Set ollama.port of the node.';
		const silent = (name: string, failure: Failure) =>
			aRouteNode(name, {service: {state: 'notServing', failure}});
		const nodes = [
			aRouteNode('a'),
			silent('h2', {kind: 'refused', where: 'h2'}),
			silent('h3', {kind: 'unsupported', where: 'h3', reason}),
		];
		expect(sentence(nodes)).toBe('→ a · warm · 50°C · the only one · skipped h3 (not Ollama)');
	});

	test('is not said of a request that goes nowhere', () => {
		expect(sentence([])).toBeUndefined();
	});
});

describe('the table', () => {
	test('has all terms of all that could answer, and why the others could not', () => {
		const gpu = aRouteNode('gpu-02', {
			slots: 2,
			rates: new Map([
				['llama3.2:1b', someRates({decodeTokensPerSecond: 164, prefillTokensPerSecond: 4000})],
			]),
		});
		const cold = aRouteNode('pi-main', {loaded: [], memoryAvailableBytes: 2 * gigabyte});
		const full = aRouteNode('pi-01', {memoryAvailableBytes: 1e9, loaded: []});
		const down = aRouteNode('pi-storage', {
			service: {
				state: 'unreachable',
				failure: {kind: 'unreachable', where: 'pi-storage', reason: 'no route to host'},
			},
		});
		const login = aRouteNode('login', {
			service: {state: 'notServing', failure: {kind: 'refused', where: 'login'}},
			rates: new Map(),
		});
		expect(
			routeTable(route([gpu, cold, full, down, login]), unicode).join('\n'),
		).toMatchInlineSnapshot(`
			"llama3.2:1b · 100 tokens in, about 100 out · resource-aware

			  NODE      WAIT   LOAD  PREFILL  DECODE  PENALTY  TOTAL
			› gpu-02   0.0 s  0.0 s    0.0 s   0.6 s      1.0  0.6 s   warm, 0 of 2 busy
			  pi-main  0.0 s   15 s    1.0 s    10 s      1.5   39 s   on disk, little memory

			  total = sum of the four x penalty; the lowest wins
			  rates from 10 earlier answers

			  NOT ASKED
			  login        has no Ollama
			  pi-01        needs 1.45 GiB, 954 MiB free
			  pi-storage   no route to host"
		`);
	});

	test('tells an Ollama that was there from a node that never had one', () => {
		const refused = {kind: 'refused', where: 'x'} as const;
		const gone = (name: string, fields: {readonly answeredAtMs?: number}) =>
			aRouteNode(name, {
				service: {state: 'notServing', failure: refused, ...fields},
				rates: new Map(),
			});
		const earlier = aRouteNode('c', {
			service: {state: 'notServing', failure: refused},
			rates: new Map([['llama3.2:1b', someRates({})]]),
		});
		const nodes = [gone('a', {answeredAtMs: -38_000}), gone('b', {}), earlier];
		const lines = routeTable(route(nodes), unicode).join('\n');
		expect(lines).toMatch(/a +its Ollama has not answered for 38 s\n/);
		expect(lines).toMatch(/b +has no Ollama\n/);
		expect(lines).toMatch(/c +its Ollama does not answer any more$/m);
	});

	test('fits 80 columns with names of ten characters', () => {
		const nodes = [aRouteNode('n'.repeat(10)), aRouteNode('m'.repeat(10))];
		for (const line of routeTable(route(nodes), unicode)) {
			expect(line.length).toBeLessThanOrEqual(80);
		}
	});

	test('of nobody has only those who cannot', () => {
		const lines = routeTable(route([aRouteNode('a', {installed: []})]), unicode);
		expect(lines).toEqual([
			'llama3.2:1b · 100 tokens in, about 256 out · resource-aware',
			'',
			'  NOT ASKED',
			'  a   does not have the model',
		]);
	});
});

test('names from outside cannot act on the terminal', () => {
	const name = 'evil\u001b[2J\u009b:x' as ModelName;
	const node = aRouteNode('a', {
		installed: [anInstalledModel({name})],
		rates: new Map(),
		hardware: {likeness: undefined, kind: undefined, disk: undefined},
	});
	const decision = route([node], {model: name});
	const drawn = [...routeTable(decision, unicode), routeSentence(decision, unicode)].join('');
	expect(drawn).not.toMatch(/\p{Cc}/v);
});
