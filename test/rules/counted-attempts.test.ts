import {describe, expect, it} from 'vitest';
import type {CountedModel} from '../../source/domain/ollama-metrics.ts';
import type {ModelRates} from '../../source/domain/routing.ts';
import {countedModels, metricsOf} from '../../source/rules/counted-attempts.ts';
import {measuredAttempt} from '../../source/rules/model-metrics.ts';
import {anAttempt} from '../helpers/chat-builders.ts';
import {someRates} from '../helpers/route-builders.ts';

const told = {node: 'pi-01', model: 'm', sizeBytes: 2e9, isNodesFault: false};

function aSum(rates: Partial<ModelRates>): CountedModel {
	const means = {firstTokenMs: 400, loadMs: undefined};
	return {
		...{node: 'pi-01', model: 'm', endedWallMs: 5},
		metrics: {requests: 9, cancelled: 0, failures: {}, ...means, rates: someRates(rates)},
	};
}

function ratesFrom(rates: Partial<ModelRates>) {
	return metricsOf({counted: [aSum(rates)], attempts: []})['pi-01']?.['m']?.rates;
}

it('attempts are added to the sum of earlier ones, and summed up anew', () => {
	const attempts = [measuredAttempt({...told, attempt: anAttempt()})];
	const [summed] = countedModels({counted: [aSum({})], attempts});
	expect(summed).toMatchObject({node: 'pi-01', model: 'm', metrics: {requests: 10}});
	expect(summed?.endedWallMs).toBe(attempts[0]?.endedWallMs);
});

describe('of a sum that tells a speed that no machine has', () => {
	it.each([
		['prefillTokensPerSecond', 1e9],
		['decodeTokensPerSecond', 1e9],
		['loadBytesPerSecond', 1e17],
		['decodeTokensPerSecond', 0],
	] as const)('%s of %d is not believed', (rate, value) => {
		expect(ratesFrom({[rate]: value})).toEqual({...someRates(), [rate]: undefined});
	});

	it('nobody answers more often than always', () => {
		expect(ratesFrom({successFraction: 3})?.successFraction).toBe(1);
	});

	it('the next answer begins the mean anew', () => {
		const attempts = [measuredAttempt({...told, attempt: anAttempt()})];
		const kept = metricsOf({counted: [aSum({decodeTokensPerSecond: 1e9})], attempts});
		expect(kept['pi-01']?.['m']?.rates?.decodeTokensPerSecond).toBeCloseTo(40 / 3);
	});
});
