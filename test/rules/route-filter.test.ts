import {describe, expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {RouteNode, RouteRequest} from '../../source/domain/routing.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {
	aLoadedModel,
	anInstalledModel,
	aRoutedRequest,
	aRouteNode,
	aRouteRequest,
	gigabyte,
	small,
} from '../helpers/route-builders.ts';

const now = {mode: 'resource-aware', nowMs: 0, nowWallMs: 0} as const;

function rejections(node: RouteNode, request: Partial<RouteRequest> = {}) {
	const {rejected} = chooseRoute(aRouteRequest(request), [node], now);
	return rejected.map(({node: _, ...rejection}) => rejection);
}

const big = {name: 'qwen3:30b' as ModelName, sizeBytes: 19 * gigabyte};
const openBreaker = {state: 'open', untilMs: 8000, openedTimes: 1} as const;

describe('a node is not asked', () => {
	test.each<[string, Partial<RouteNode>, object]>([
		[
			'that is down',
			{service: {state: 'unreachable', failure: undefined}},
			{reason: 'unreachable', failure: undefined},
		],
		[
			'without Ollama',
			{service: {state: 'notServing', failure: {kind: 'refused', where: 'x'}}, rates: new Map()},
			{reason: 'notServing', failure: {kind: 'refused', where: 'x'}},
		],
		['whose models nobody has listed', {installed: undefined}, {reason: 'notRead'}],
		['without the model', {installed: []}, {reason: 'notInstalled'}],
		[
			'whose model only makes embeddings',
			{installed: [anInstalledModel({capabilities: ['embedding']})]},
			{reason: 'lacksCapability', capability: 'completion'},
		],
		['that failed lately', {breaker: openBreaker}, {reason: 'breakerOpen', retryInMs: 8000}],
		[
			'where the model failed lately',
			{modelBreakers: new Map([[small, openBreaker]])},
			{reason: 'modelBreakerOpen', retryInMs: 8000},
		],
		[
			'with eight requests for each slot',
			{inFlight: Array.from({length: 16}, () => aRoutedRequest()), slots: 2},
			{reason: 'full', inFlight: 16},
		],
	])('%s', (_, fields, rejection) => {
		expect(rejections(aRouteNode('n', fields))).toEqual([rejection]);
	});

	test('that failed this turn', () => {
		expect(rejections(aRouteNode('n'), {tried: ['n' as NodeName]})).toEqual([
			{reason: 'triedAlready'},
		]);
	});

	test('where others are asked, by name or since they were asked before', () => {
		expect(rejections(aRouteNode('n'), {node: 'm' as NodeName})).toEqual([{reason: 'notAsked'}]);
		expect(rejections(aRouteNode('n'), {only: ['m' as NodeName]})).toEqual([{reason: 'notAsked'}]);
	});
});

describe('what a model can', () => {
	const seeing = anInstalledModel({capabilities: ['completion', 'vision']});

	test('decides where it was told', () => {
		const blind = anInstalledModel({capabilities: ['completion']});
		expect(rejections(aRouteNode('n', {installed: [seeing]}), {needs: ['vision']})).toEqual([]);
		expect(rejections(aRouteNode('n', {installed: [blind]}), {needs: ['vision']})).toEqual([
			{reason: 'lacksCapability', capability: 'vision'},
		]);
	});

	test('is left to Ollama where nobody told', () => {
		expect(rejections(aRouteNode('n'), {needs: ['vision']})).toEqual([]);
	});
});

describe('room for a model that is not loaded', () => {
	const cold = {installed: [anInstalledModel(big)], loaded: []};
	const needsBytes = Math.round(19 * gigabyte * 1.1 + 512 * 2 ** 20);

	function room(fields: Partial<RouteNode>) {
		return rejections(aRouteNode('n', {...cold, ...fields}), {model: big.name});
	}

	test('is weights, buffers and a cache for each slot', () => {
		expect(room({memoryAvailableBytes: needsBytes})).toEqual([]);
		expect(room({memoryAvailableBytes: needsBytes - 1})).toEqual([
			{reason: 'tooBig', needsBytes, freeBytes: needsBytes - 1, memory: 'main'},
		]);
		expect(room({memoryAvailableBytes: needsBytes, slots: 2})).toHaveLength(1);
	});

	test('is also what other models have that can be unloaded', () => {
		const other = aLoadedModel({name: 'x' as ModelName, sizeBytes: 10 * gigabyte});
		const memoryAvailableBytes = needsBytes - 10 * gigabyte;
		expect(room({memoryAvailableBytes, loaded: [other]})).toEqual([]);
	});

	test('is in the GPUs, where there are some', () => {
		const roomyMain = {memoryAvailableBytes: 1 * gigabyte};
		expect(room({...roomyMain, vramFreeBytes: needsBytes})).toEqual([]);
		expect(room({...roomyMain, vramFreeBytes: 20 * gigabyte})).toEqual([
			{reason: 'tooBig', needsBytes, freeBytes: 21 * gigabyte, memory: 'main'},
		]);
	});

	test('is not asked for where it is loaded already', () => {
		const loaded = [aLoadedModel({...big, vramBytes: 0})];
		expect(room({loaded, memoryAvailableBytes: 0})).toEqual([]);
	});

	test('is taken to be there where nobody knows', () => {
		expect(room({memoryAvailableBytes: undefined})).toEqual([]);
	});
});

describe('the last resort', () => {
	const hot = aRouteNode('hot', {throttling: 'hard'});

	test('a throttled node is asked only where there is no other', () => {
		const both = chooseRoute(aRouteRequest(), [hot, aRouteNode('slow')], now);
		expect(both.rejected).toEqual([{node: 'hot', reason: 'throttled'}]);
		expect(chooseRoute(aRouteRequest(), [hot], now).chosen?.node).toBe('hot');
	});

	test('so is one whose GPUs hold only a part of the model', () => {
		const spilling = aRouteNode('gpu', {
			installed: [anInstalledModel(big)],
			loaded: [],
			vramFreeBytes: 12 * gigabyte,
			memoryAvailableBytes: 60 * gigabyte,
		});
		const {chosen} = chooseRoute(aRouteRequest({model: big.name}), [spilling], now);
		expect(chosen?.terms.factors).toMatchObject([{reason: 'spills'}]);
		expect(chosen?.terms.factors[0]?.factor).toBeGreaterThan(1);
	});

	test('it is asked when it was asked for by name', () => {
		const wish = aRouteRequest({node: hot.name});
		expect(chooseRoute(wish, [hot, aRouteNode('slow')], now)).toMatchObject({
			chosen: {node: 'hot'},
			because: 'asked',
		});
	});
});

test('who asks for a node by name is kept from it by no breaker', () => {
	const failing = aRouteNode('n', {breaker: openBreaker});
	expect(chooseRoute(aRouteRequest({node: failing.name}), [failing], now).chosen?.node).toBe('n');
});

test.each([
	['llama3.2', 'llama3.2:latest'],
	['LLAMA3.2:1B', 'llama3.2:1b'],
	['registry.ollama.ai/library/llama3.2:1b', 'llama3.2:1b'],
	['hf.co/o/m', 'hf.co/o/m:latest'],
])('%s is the same model as %s', (asked, installed) => {
	const name = installed as ModelName;
	const node = aRouteNode('n', {
		installed: [anInstalledModel({name})],
		loaded: [],
		rates: new Map(),
	});
	expect(chooseRoute(aRouteRequest({model: asked}), [node], now).chosen?.model).toBe(installed);
});
