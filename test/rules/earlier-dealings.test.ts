import {expect, it} from 'vitest';
import type {CountedModel, MeasuredAttempt} from '../../source/domain/ollama-metrics.ts';
import {closedForMs} from '../../source/rules/breaker.ts';
import {earlierDealings} from '../../source/rules/earlier-dealings.ts';

const nowWallMs = 1_795_360_424_000;

function anEarlier(node: string, agoMs: number, parts: Partial<MeasuredAttempt> = {}) {
	const measured: MeasuredAttempt = {
		...{node, model: 'm', sizeBytes: 1e9, outcome: 'answered', isNodesFault: false},
		...{isWarm: true, isCached: false, firstTokenMs: 400, usage: undefined, charge: undefined},
		endedWallMs: nowWallMs - agoMs,
		...parts,
	};
	return measured;
}

const failure: Partial<MeasuredAttempt> = {
	...{outcome: 'unreachable', isNodesFault: true},
	charge: {of: 'node', weight: 'counts'},
};

function dealingsOf(attempts: readonly MeasuredAttempt[], counted: readonly CountedModel[] = []) {
	return earlierDealings({attempts, counted}, {nowMs: 5000, nowWallMs, chance: () => 1});
}

it('turns go on where the program before left off', () => {
	const metrics = {
		...{requests: 1, cancelled: 0, failures: {}, firstTokenMs: undefined, loadMs: undefined},
		rates: undefined,
	};
	const counted = {node: 'c', model: 'm', metrics, endedWallMs: nowWallMs - 86_400_000};
	const dealings = dealingsOf(
		[anEarlier('a', 1000), anEarlier('b', 3000), anEarlier('a', 9000)],
		[counted],
	);
	expect(dealings.get('a')?.lastUsedAtMs).toBe(4000);
	expect(dealings.get('b')?.lastUsedAtMs).toBe(2000);
	expect(dealings.get('c')?.lastUsedAtMs).toBe(5000 - 86_400_000);
	expect(dealings.get('d')).toBeUndefined();
});

it('a node that failed again and again is left alone, as long as it would have been', () => {
	const attempts = [9000, 7000, 5000, 3000, 1000].map(agoMs => anEarlier('a', agoMs, failure));
	const breaker = dealingsOf(attempts).get('a')?.breaker ?? expect.unreachable();
	expect(closedForMs(breaker, 5000)).toBe(5000);
	expect(closedForMs(breaker, 10_000)).toBeUndefined();
});

it('each try that failed again doubles the time, across programs too', () => {
	const attempts = [64_000, 63_000, 62_000, 50_000, 25_000].map(agoMs =>
		anEarlier('a', agoMs, failure),
	);
	const breaker = dealingsOf(attempts).get('a')?.breaker ?? expect.unreachable();
	expect(breaker).toEqual({state: 'open', untilMs: 5000 - 25_000 + 40_000, openedTimes: 3});
});

it('an answer since then makes it good', () => {
	const attempts = [3000, 2500, 2000].map(agoMs => anEarlier('a', agoMs, failure));
	const breaker = dealingsOf([...attempts, anEarlier('a', 1000)]).get('a')?.breaker;
	expect(breaker).toEqual({state: 'closed', failedAtMs: []});
});

it('a model that did not load is left alone there, and the node is not', () => {
	const unloadable = {of: 'model', weight: 'unloadable'} as const;
	const attempt = anEarlier('a', 1000, {...failure, outcome: 'rejected', charge: unloadable});
	const {breaker, modelBreakers} = dealingsOf([attempt]).get('a') ?? expect.unreachable();
	expect(breaker.state).toBe('closed');
	expect(modelBreakers.get('m')).toMatchObject({state: 'open', untilMs: 604_000});
});

it('what nobody wrote down who pays for charges nobody', () => {
	const old = [3000, 2500, 2000].map(agoMs =>
		anEarlier('a', agoMs, {...failure, charge: undefined}),
	);
	expect(dealingsOf(old).get('a')?.breaker.state).toBe('closed');
});

it('failures of a clock that ran ahead lock nobody out, however often they are read', () => {
	const ahead = [-3_600_000, -3_600_000, -3_600_000].map(agoMs => anEarlier('a', agoMs, failure));
	const {breaker, lastUsedAtMs} = dealingsOf(ahead).get('a') ?? expect.unreachable();
	expect(lastUsedAtMs).toBe(5000);
	expect(closedForMs(breaker, 5000)).toBeUndefined();
});

it('a clock that was a moment ahead forgives nothing, and an answer written after a failure heals it', () => {
	const refused = {...failure, outcome: 'refused', charge: {of: 'node', weight: 'opens'}} as const;
	const ahead = anEarlier('a', -2000, refused);
	expect(dealingsOf([ahead]).get('a')?.breaker).toMatchObject({state: 'open', untilMs: 15_000});
	expect(dealingsOf([ahead, anEarlier('a', 1000)]).get('a')?.breaker.state).toBe('closed');
});
