/** What a person is told where nobody can answer: the reason by the rule, the sentence by the theme. */
import {describe, expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {RouteNode, RouteRequest} from '../../source/domain/routing.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {whyNoRoute} from '../../source/rules/no-route.ts';
import {noRouteText} from '../../source/theme/no-route-text.ts';
import {
	aRoutedRequest,
	anInstalledModel,
	aRouteNode,
	aRouteRequest,
	small,
} from '../helpers/route-builders.ts';

const gibibyte = 2 ** 30;

function told(nodes: readonly RouteNode[], fields: Partial<RouteRequest> = {}): string {
	const request = aRouteRequest(fields);
	const decision = chooseRoute(request, nodes, {mode: 'resource-aware', nowMs: 0, nowWallMs: 0});
	expect(decision.chosen).toBeUndefined();
	return noRouteText(whyNoRoute(request, nodes, decision));
}

const down: Partial<RouteNode> = {service: {state: 'unreachable', failure: undefined}};
const breaker = {state: 'open', untilMs: 7500, openedTimes: 1} as const;

test('no node with Ollama answers', () => {
	const sentence =
		'No node answers that has Ollama. Start it with ollama serve, or ask clusterdeck doctor.';
	expect(told([])).toBe(sentence);
	expect(told([aRouteNode('a', down)])).toBe(sentence);
});

test('no node has a model at all', () => {
	expect(told([aRouteNode('a', {installed: []})])).toBe(
		'No node has a model. Put one on each: clusterdeck models pull llama3.2:3b --all',
	);
});

describe('a model that nobody has', () => {
	test('was meant to be the nearest one', () => {
		expect(told([aRouteNode('a')], {model: 'lama3.2:1b'})).toBe(
			'No node has lama3.2:1b. Did you mean llama3.2:1b?',
		);
	});

	test('can be fetched where none is near', () => {
		expect(told([aRouteNode('a')], {model: 'qwen3'})).toBe(
			'No node has qwen3. clusterdeck models pull qwen3 --node NAME fetches it.',
		);
	});

	test('is not called unknown before all lists are read', () => {
		expect(told([aRouteNode('a'), aRouteNode('b', {installed: undefined})], {model: 'x'})).toBe(
			'No node is left for x: b (its models are not known yet). Try again later, or ask another model.',
		);
	});
});

test('a model that is too big for every node is told by how much, on the roomiest', () => {
	const model = 'qwen3:30b' as ModelName;
	const installed = [anInstalledModel({name: model, sizeBytes: 21.4 * gibibyte})];
	const cold = {installed, loaded: []};
	const nodes = [
		aRouteNode('gpu-01', {...cold, vramFreeBytes: 3 * gibibyte, memoryAvailableBytes: 0}),
		aRouteNode('gpu-02', {...cold, vramFreeBytes: 20.6 * gibibyte, memoryAvailableBytes: 0}),
		aRouteNode('pi', {...cold, memoryAvailableBytes: 0.9 * gibibyte}),
		aRouteNode('without'),
	];
	expect(told(nodes, {model})).toBe(
		'No node can run qwen3:30b: it needs 24 GiB, the most free is 20.6 on gpu-02. Take a smaller model, or one of fewer bits.',
	);
});

test('a model that is too big for one node is not too big where another only rests', () => {
	const small = aRouteNode('small', {loaded: [], memoryAvailableBytes: gibibyte});
	expect(told([small, aRouteNode('b', {breaker})])).toBe(
		'No node is left for llama3.2:1b: b (failed lately, next try in 8 s), small (needs 1.45 GiB, 1 GiB free). Try again in 8 s, or ask another model.',
	);
});

describe('an image for a model that only reads', () => {
	const blind = aRouteNode('a', {installed: [anInstalledModel({capabilities: ['completion']})]});
	const seeing = anInstalledModel({
		name: 'gemma3:4b' as ModelName,
		capabilities: ['completion', 'vision'],
	});

	test('goes to one that sees, where there is one', () => {
		const nodes = [blind, aRouteNode('b', {installed: [seeing]})];
		expect(told(nodes, {needs: ['vision']})).toBe('llama3.2:1b cannot see images. Ask gemma3:4b.');
	});

	test('goes nowhere else', () => {
		expect(told([blind], {needs: ['vision']})).toBe(
			'llama3.2:1b cannot see images. No node has a model that is known to. clusterdeck models pull gemma3:4b --node NAME fetches one.',
		);
	});
});

describe('a node that was asked for by name', () => {
	test('is not there', () => {
		expect(told([aRouteNode('gpu-01')], {node: 'gpu-1' as NodeName})).toBe(
			'There is no node gpu-1. Did you mean gpu-01?',
		);
	});

	test('cannot, though another can', () => {
		const nodes = [aRouteNode('a', down), aRouteNode('b')];
		expect(told(nodes, {node: 'a' as NodeName})).toBe(
			'a cannot answer with llama3.2:1b: not connected yet. clusterdeck doctor a says more. b can.',
		);
	});

	test('has another one that was meant', () => {
		expect(told([aRouteNode('a')], {node: 'a' as NodeName, model: 'lama3.2:1b'})).toBe(
			'a does not have lama3.2:1b. Did you mean llama3.2:1b?',
		);
	});

	test('cannot, nor can another', () => {
		const nodes = [aRouteNode('a', {installed: []}), aRouteNode('b', {installed: []})];
		expect(told(nodes, {node: 'a' as NodeName})).toBe(
			'a does not have llama3.2:1b. clusterdeck models pull llama3.2:1b --node a fetches it. No other node can answer either.',
		);
	});

	test('cannot, and nobody else was looked at', () => {
		const silent = (failure: Failure) =>
			told([aRouteNode('a', {service: {state: 'notServing', failure}})], {node: 'a' as NodeName});
		expect(silent({kind: 'unsupported', where: 'a', reason: 'not Ollama.'})).toContain(
			': what has its port is not Ollama. Set ollama.port of a in the configuration, or false.',
		);
		expect(silent({kind: 'unparseable', where: 'a', problem: 'x'})).toContain(
			': its Ollama: answer not understood. clusterdeck doctor a says more.',
		);
		expect(told([aRouteNode('a', {installed: []})], {node: 'a' as NodeName})).toBe(
			'a does not have llama3.2:1b. clusterdeck models pull llama3.2:1b --node a fetches it. Without --node another one may answer.',
		);
	});
});

test('those that could are named with what keeps them, and when the first may be asked again', () => {
	const nodes = [
		aRouteNode('a', {breaker}),
		aRouteNode('b'),
		aRouteNode('c', {inFlight: Array.from({length: 8}, () => aRoutedRequest({model: small}))}),
		aRouteNode('without', {installed: []}),
	];
	expect(told(nodes, {tried: ['b' as NodeName]})).toBe(
		'No node is left for llama3.2:1b: a (failed lately, next try in 8 s), b (failed this turn), c (8 requests there). Try again in 8 s, or ask another model.',
	);
});
