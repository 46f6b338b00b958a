import {describe, expect, test} from 'vitest';
import type {ModelName} from '../../source/domain/ids.ts';
import type {RouteNode, RouteRequest, RouteTerms} from '../../source/domain/routing.ts';
import {routeDecisionSchema} from '../../source/parsers/route-schema.ts';
import {chooseRoute} from '../../source/rules/choose-route.ts';
import {
	aLoadedModel,
	aRoutedRequest,
	aRouteNode,
	aRouteRequest,
	gigabyte,
	small,
	someRates,
	someTerms,
} from '../helpers/route-builders.ts';

const seconds = 1000;
const dayMs = 86_400_000;
const nowMs = 100 * seconds;

function termsOf(
	fields: Partial<RouteNode> = {},
	request: Partial<RouteRequest> = {},
	nowWallMs = 0,
): RouteTerms | undefined {
	const moment = {mode: 'resource-aware', nowMs, nowWallMs} as const;
	return chooseRoute(aRouteRequest(request), [aRouteNode('n', fields)], moment).chosen?.terms;
}

test('an idle node that has the model in memory reads the prompt and writes the answer', () => {
	expect(termsOf()).toEqual({
		waitS: 0,
		loadS: 0,
		evictionS: 0,
		prefillS: 1,
		decodeS: 10,
		factors: [],
		totalS: 11,
	});
});

describe('wait', () => {
	const running = aRoutedRequest({
		sentAtMs: nowMs - 4 * seconds,
		firstTokenAtMs: nowMs - 3 * seconds,
	});

	test('is none while a slot is free, though those at work slow each other down', () => {
		expect(termsOf({slots: 2, inFlight: [running]})).toMatchObject({waitS: 0, decodeS: 13});
	});

	test('is what is left of all that are there, by the slots', () => {
		expect(termsOf({inFlight: [running]})?.waitS).toBe(7);
		expect(
			termsOf({slots: 2, inFlight: [running, aRoutedRequest({sentAtMs: undefined})]})?.waitS,
		).toBe(9);
	});

	test('of one that takes longer than was thought is never nothing', () => {
		const late = aRoutedRequest({firstTokenAtMs: 0});
		expect(termsOf({inFlight: [late]})?.waitS).toBe(1);
	});

	test('is likely on a machine that works for others', () => {
		expect(termsOf({cpuLoadFraction: 0.9})?.waitS).toBe(5.5);
		expect(termsOf({cpuLoadFraction: 0.9, gpuUtilizationFraction: 0.1})?.waitS).toBe(0);
	});

	test('is not guessed from load that our own last answer may have made', () => {
		expect(termsOf({cpuLoadFraction: 0.9, lastUsedAtMs: nowMs - 5 * seconds})?.waitS).toBe(0);
	});
});

describe('load', () => {
	const other = aLoadedModel({name: 'other' as ModelName, sizeBytes: 3 * gigabyte});

	test('is the size by the speed of its disk, and two seconds', () => {
		expect(termsOf({loaded: []})?.loadS).toBeCloseTo(15);
	});

	test('makes others go for it, and they must come back', () => {
		const full = {loaded: [other], memoryAvailableBytes: 0.2 * gigabyte};
		expect(termsOf(full)?.evictionS).toBeCloseTo(32);
		expect(termsOf({...full, memoryAvailableBytes: 4 * gigabyte})?.evictionS).toBe(0);
	});

	test('waits for the answers of those that go', () => {
		const inFlight = [aRoutedRequest({model: 'other', sentAtMs: nowMs, firstTokenAtMs: nowMs})];
		const full = {slots: 2, loaded: [other], memoryAvailableBytes: 0.2 * gigabyte, inFlight};
		expect(termsOf(full)?.waitS).toBe(10);
	});

	test('is the rest of it where the model is on its way already', () => {
		const terms = someTerms({loadS: 15});
		const inFlight = [aRoutedRequest({terms, sentAtMs: nowMs - 5 * seconds})];
		expect(termsOf({slots: 2, loaded: [], inFlight})).toMatchObject({loadS: 10, evictionS: 0});
	});

	test('comes after one of another model: Ollama loads one at a time', () => {
		const terms = someTerms({loadS: 15});
		const inFlight = [aRoutedRequest({model: 'other', terms, sentAtMs: nowMs - 5 * seconds})];
		expect(termsOf({slots: 2, loaded: [], inFlight})?.loadS).toBeCloseTo(25);
	});

	test('is over once an answer streams, before any list shows the model', () => {
		const inFlight = [aRoutedRequest({firstTokenAtMs: nowMs})];
		expect(termsOf({slots: 2, loaded: [], inFlight})?.loadS).toBe(0);
	});
});

describe('prompt and answer', () => {
	const cached = [{session: 'chat', model: small, tokens: 80}];

	test('what the cache has of the conversation is not read again', () => {
		expect(termsOf({cached}, {session: 'chat'})?.prefillS).toBeCloseTo(0.2);
		expect(termsOf({cached}, {session: 'another'})?.prefillS).toBe(1);
	});

	test('the cache goes with the model', () => {
		expect(termsOf({cached, loaded: []}, {session: 'chat'})?.prefillS).toBe(1);
	});

	test('the answer is as long as those before, and no longer than was asked for', () => {
		expect(termsOf({}, {outputTokens: 50})?.decodeS).toBe(5);
		expect(termsOf({}, {outputTokens: 5000})?.decodeS).toBe(10);
		expect(termsOf({rates: new Map()}, {outputTokens: 20_000})?.decodeS).toBeCloseTo(
			(256 * 1.3) / 10,
		);
	});
});

describe('penalties', () => {
	test.each<[string, Partial<RouteNode>, number]>([
		['throttled', {throttling: 'soft'}, 1.5],
		['hot', {temperatureCelsius: 80}, 1.3],
		['littleMemory', {memoryAvailableBytes: 0.7 * gigabyte}, 1.5],
		['swapping', {isSwapInUse: true}, 2],
		['failsOften', {rates: new Map([[small, someRates({successFraction: 0.8})]])}, 1.25],
		['failsOften', {rates: new Map([[small, someRates({successFraction: 0.1})]])}, 2],
		[
			'spills',
			{rates: new Map(), vramFreeBytes: 0, loaded: [aLoadedModel({vramBytes: 0.8 * gigabyte})]},
			5.5,
		],
	])('%s', (reason, fields, factor) => {
		const {factors = [], totalS, ...parts} = termsOf(fields) ?? {};
		const sumS = Object.values(parts).reduce((sum, part) => sum + part, 0);
		expect(factors).toEqual([{reason, factor}]);
		expect(totalS).toBeCloseTo(sumS * factor);
	});

	test('multiply', () => {
		expect(termsOf({throttling: 'soft', isSwapInUse: true})?.totalS).toBe(33);
	});

	test('memory is little when the model would leave little', () => {
		const roomy = {memoryAvailableBytes: 2 * gigabyte};
		expect(termsOf(roomy)?.factors).toEqual([]);
		expect(termsOf({...roomy, loaded: []})?.factors).toMatchObject([{reason: 'littleMemory'}]);
	});
});

describe('what was never measured', () => {
	const unmeasured = {rates: new Map(), loaded: []};

	function decodeOn(nodes: readonly RouteNode[]): number | undefined {
		const moment = {mode: 'resource-aware', nowMs, nowWallMs: 0} as const;
		const {candidates} = chooseRoute(aRouteRequest({outputTokens: 100}), nodes, moment);
		return candidates.find(({node}) => node === 'new')?.terms.decodeS;
	}

	const likeness = {likeness: 'Pi 5', kind: 'board', disk: 'card'} as const;

	test('is as fast as on a machine of the same kind', () => {
		const alike = aRouteNode('old', {hardware: likeness});
		expect(decodeOn([alike, aRouteNode('new', {...unmeasured, hardware: likeness})])).toBeCloseTo(
			10,
		);
	});

	test('of such machines the same model says more than another', () => {
		const rates = new Map([
			['x', someRates({decodeTokensPerSecond: 500})],
			[small, someRates()],
			['y', someRates({decodeTokensPerSecond: 500})],
		]);
		const alike = aRouteNode('old', {hardware: likeness, rates});
		expect(decodeOn([alike, aRouteNode('new', {...unmeasured, hardware: likeness})])).toBeCloseTo(
			10,
		);
	});

	test('is as fast as other models there, by their sizes', () => {
		const rates = new Map([['x', someRates({sizeBytes: 2.6 * gigabyte})]]);
		expect(decodeOn([aRouteNode('new', {rates})])).toBeCloseTo(5);
	});

	test('is guessed from what the machine is', () => {
		const kinds = ['gpu', 'server', undefined, 'board'] as const;
		const guesses = kinds.map(
			kind =>
				decodeOn([
					aRouteNode('new', {
						...unmeasured,
						hardware: {likeness: undefined, kind, disk: undefined},
					}),
				]) ?? 0,
		);
		expect(guesses).toEqual(guesses.toSorted((one, other) => one - other));
		expect(new Set(guesses).size).toBe(kinds.length);
	});

	test('loads as fast as disks of its kind are', () => {
		const loads = (['nvme', 'disk', 'card'] as const).map(
			disk => termsOf({...unmeasured, hardware: {...likeness, disk}})?.loadS ?? 0,
		);
		expect(loads.map(Math.round)).toEqual([3, 6, 35]);
	});
});

test('what was measured counts whole for a day, then half as much each day more', () => {
	const hardware = {likeness: undefined, kind: 'board', disk: undefined} as const;
	const measured = {hardware, rates: new Map([[small, someRates({decodeTokensPerSecond: 20})]])};
	const guess = 10 / 1.3;
	const tokens = (days: number): number =>
		100 / (termsOf(measured, {}, days * dayMs)?.decodeS ?? 0);
	expect(tokens(1)).toBeCloseTo(20);
	expect(tokens(2)).toBeCloseTo(10 + guess / 2, 0);
	expect(tokens(30)).toBeCloseTo(guess, 1);
});

test('a node whose speed makes no time is dropped, with the reason, and what is written down can be read', () => {
	const impossible = someRates({decodeTokensPerSecond: 0});
	const broken = aRouteNode('broken', {rates: new Map([[small, impossible]])});
	const moment = {mode: 'resource-aware', nowMs, nowWallMs: 0} as const;
	const decision = chooseRoute(aRouteRequest(), [broken, aRouteNode('whole')], moment);
	expect(decision.candidates.map(({node}) => node)).toEqual(['whole']);
	expect(decision.rejected).toEqual([{node: 'broken', reason: 'noEstimate'}]);
	expect(routeDecisionSchema.safeParse(JSON.parse(JSON.stringify(decision))).success).toBe(true);
});
