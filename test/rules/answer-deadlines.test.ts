import {describe, expect, test} from 'vitest';
import {firstTokenLimitMs, idleLimitMs, longerLoadMs} from '../../source/rules/answer-deadlines.ts';
import {someTerms} from '../helpers/route-builders.ts';

describe('until the first token', () => {
	test('three times what waiting, loading and reading the prompt should take', () => {
		expect(firstTokenLimitMs(someTerms({waitS: 5, loadS: 20, prefillS: 3}))).toBe(84_000);
	});

	test('longer where the node is slowed down', () => {
		const hot = [{reason: 'hot', factor: 1.5}] as const;
		expect(firstTokenLimitMs(someTerms({loadS: 20, prefillS: 0, factors: hot}))).toBe(90_000);
	});

	test('from 30 s to 600 s, however long the answer is', () => {
		expect(firstTokenLimitMs(someTerms({prefillS: 0.1, decodeS: 1000}))).toBe(30_000);
		expect(firstTokenLimitMs(someTerms({loadS: 1000}))).toBe(600_000);
	});
});

describe('a load that is late', () => {
	const here = someTerms({loadS: 5, prefillS: 1, decodeS: 10});
	const longer = (waitedMs: number, elsewhereS?: number) =>
		longerLoadMs({
			waitedMs,
			here,
			elsewhere: elsewhereS === undefined ? undefined : someTerms({totalS: elsewhereS}),
		});

	test('is waited for, half a minute each time, up to 600 s in all', () => {
		expect([30_000, 580_000, 600_000].map(ms => longer(ms))).toEqual([30_000, 20_000, undefined]);
	});

	test('is left for a node that is clearly sooner than as long again', () => {
		expect([1, 19, 21, 100].map(elsewhereS => longer(30_000, elsewhereS))).toEqual([
			undefined,
			undefined,
			30_000,
			30_000,
		]);
	});

	test('is left the sooner the longer it has taken', () => {
		expect(longer(300_000, 100)).toBeUndefined();
	});
});

describe('between two pieces', () => {
	test('twenty times the usual gap, 20 s at least', () => {
		expect([undefined, 50, 1000, 1500].map(gapMs => idleLimitMs(gapMs, false))).toEqual([
			20_000, 20_000, 20_000, 30_000,
		]);
	});

	test('a minute where tools are called: a call comes when it is whole', () => {
		expect(idleLimitMs(50, true)).toBe(60_000);
	});
});
