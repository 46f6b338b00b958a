import {describe, expect, test} from 'vitest';
import type {AnswerUsage} from '../../source/domain/ollama.ts';
import {type MeasuredAnswer, measuredRates} from '../../source/rules/model-rates.ts';

const usage: AnswerUsage = {
	promptTokens: 200,
	promptMs: 1000,
	outputTokens: 100,
	outputMs: 5000,
	loadMs: 12_000,
	totalMs: 18_000,
};

function measured(fields: Partial<MeasuredAnswer> = {}, before?: ReturnType<typeof measuredRates>) {
	const answer = {usage, sizeBytes: 1e9, isWarm: false, isCached: false, wallMs: 7, ...fields};
	return measuredRates(before, answer);
}

test('the first answer is the mean', () => {
	expect(measured()).toEqual({
		prefillTokensPerSecond: 200,
		decodeTokensPerSecond: 20,
		loadBytesPerSecond: 1e8,
		outputTokens: 100,
		successFraction: 1,
		answers: 1,
		sizeBytes: 1e9,
		measuredWallMs: 7,
	});
});

test('three tenths of each next one go into it', () => {
	const faster = {...usage, outputMs: 2500};
	expect(measured({usage: faster}, measured())).toMatchObject({
		decodeTokensPerSecond: 26,
		answers: 2,
	});
});

describe('what is not measured', () => {
	test('an answer of fewer than 16 tokens has no speed', () => {
		const short = {...usage, outputTokens: 15, outputMs: 1};
		expect(measured({usage: short})).toMatchObject({
			decodeTokensPerSecond: undefined,
			outputTokens: 15,
		});
	});

	test('what a warm model calls loading is its queue', () => {
		expect(measured({isWarm: true}).loadBytesPerSecond).toBeUndefined();
		expect(measured({sizeBytes: 0}).loadBytesPerSecond).toBeUndefined();
	});

	test('a prompt that was partly in the cache has no speed', () => {
		expect(measured({isCached: true}).prefillTokensPerSecond).toBeUndefined();
	});

	test('what Ollama does not tell leaves the mean as it was', () => {
		const silent = {...usage, promptMs: undefined, outputMs: undefined, loadMs: undefined};
		expect(measured({usage: silent}, measured())).toMatchObject({
			prefillTokensPerSecond: 200,
			decodeTokensPerSecond: 20,
			loadBytesPerSecond: 1e8,
		});
	});
});

describe('what no machine does is no measurement', () => {
	test.each<[string, Partial<AnswerUsage>]>([
		['a prompt of 9e15 tokens', {promptTokens: 9e15}],
		['a prompt that was read in a nanosecond', {promptMs: 1e-6}],
	])('%s', (_name, wrong) => {
		const {prefillTokensPerSecond} = measured({usage: {...usage, ...wrong}}, measured());
		expect(prefillTokensPerSecond).toBe(200);
	});

	test('an answer that was written in a nanosecond', () => {
		const wrong = {...usage, outputMs: 1e-6};
		expect(measured({usage: wrong}, measured()).decodeTokensPerSecond).toBe(20);
	});

	test('a load of more than a machine moves', () => {
		const wrong = {...usage, loadMs: 100};
		const fields = {usage: wrong, sizeBytes: 1e12};
		expect(measured(fields, measured()).loadBytesPerSecond).toBe(1e8);
	});
});

test('a failure counts against the node, and says nothing of its speed', () => {
	const failed = measured({usage: undefined}, measured());
	expect(failed).toMatchObject({decodeTokensPerSecond: 20, answers: 1});
	expect(failed.successFraction).toBeCloseTo(0.7);
});

describe('a load that was not over when nobody waited any longer', () => {
	const late = {usage: undefined, loadWaitedMs: 90_000};

	test('is known to be no faster than that', () => {
		expect(measured(late).loadBytesPerSecond).toBeCloseTo(1e9 / 88);
		expect(measured(late, measured()).loadBytesPerSecond).toBeCloseTo(1e9 / 88);
	});

	test('says nothing where loads are slower anyway', () => {
		const slow = measured({usage: {...usage, loadMs: 202_000}});
		expect(measured(late, slow).loadBytesPerSecond).toBe(slow.loadBytesPerSecond);
	});
});
