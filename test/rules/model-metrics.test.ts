import {expect, it} from 'vitest';
import type {Attempt} from '../../source/domain/chat.ts';
import type {ModelMetrics} from '../../source/domain/ollama-metrics.ts';
import {measuredAttempt, withAttempt} from '../../source/rules/model-metrics.ts';
import {anAttempt} from '../helpers/chat-builders.ts';

const told = {node: 'pi-01', model: 'm', sizeBytes: 2e9, isNodesFault: false};

type Ended = typeof told & {readonly attempt: Attempt};

function metricsAfter(before: ModelMetrics | undefined, ended: Ended): ModelMetrics {
	const kept = before === undefined ? {} : {'pi-01': {m: before}};
	return withAttempt(kept, measuredAttempt(ended))['pi-01']?.['m'] ?? expect.unreachable();
}

const refused = {state: 'failed', failure: {kind: 'refused', where: 'gpu-1'}} as const;

it('an answer is a request, with the time to its first token and its rates', () => {
	expect(metricsAfter(undefined, {...told, attempt: anAttempt()})).toMatchObject({
		requests: 1,
		cancelled: 0,
		failures: {},
		firstTokenMs: 800,
		loadMs: undefined,
		rates: {answers: 1, outputTokens: 40, successFraction: 1},
	});
});

it('newer times count more, and no single one replaces what was', () => {
	const one = metricsAfter(undefined, {...told, attempt: anAttempt()});
	const two = metricsAfter(one, {...told, attempt: anAttempt({firstTokenMs: 1800})});
	expect(two.firstTokenMs).toBeCloseTo(1100);
});

it('a model that had to be loaded tells of loading, not of the first token', () => {
	const usage = {
		...{promptTokens: 12, outputTokens: 40, promptMs: 300, outputMs: 3000, totalMs: 7400},
		loadMs: 4000,
	};
	const cold = anAttempt({isWarm: false, usage});
	expect(metricsAfter(undefined, {...told, attempt: cold})).toMatchObject({
		firstTokenMs: undefined,
		loadMs: 4000,
	});
});

it('failures are counted by their kind, and lower the share of good ones only by fault of the node', () => {
	const attempt = anAttempt({outcome: refused, usage: undefined, firstTokenMs: undefined});
	const byNode = metricsAfter(undefined, {...told, isNodesFault: true, attempt});
	expect(byNode).toMatchObject({requests: 1, failures: {refused: 1}});
	expect(byNode.rates?.successFraction).toBeLessThan(1);
	const twice = metricsAfter(byNode, {...told, attempt});
	expect(twice.failures).toEqual({refused: 2});
	expect(twice.rates).toBe(byNode.rates);
});

it('who cancels measures nothing', () => {
	const one = metricsAfter(undefined, {...told, attempt: anAttempt()});
	const attempt = anAttempt({outcome: {state: 'cancelled'}, firstTokenMs: 5});
	expect(metricsAfter(one, {...told, attempt})).toEqual({...one, requests: 2, cancelled: 1});
});

it('the speeds of the last sixteen answers are kept, those that were not measured left out', () => {
	const usage = {
		...{promptTokens: 12, outputTokens: 40, loadMs: undefined, promptMs: 1, outputMs: undefined},
		totalMs: 1,
	};
	let metrics = metricsAfter(undefined, {...told, attempt: anAttempt({usage})});
	expect(metrics.speeds).toBeUndefined();
	for (let answer = 1; answer <= 20; answer += 1) {
		const attempt = anAttempt({usage: {...usage, outputTokens: answer, outputMs: 1000}});
		metrics = metricsAfter(metrics, {...told, attempt});
	}

	expect(metrics.speeds).toEqual(Array.from({length: 16}, (_, index) => index + 5));
});
