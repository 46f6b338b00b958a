import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Breaker} from '../../source/domain/routing.ts';
import {
	breakerAfterCancel,
	breakerAfterFailure,
	breakersAfter,
	breakerWhenSent,
	closedBreaker,
	closedForMs,
} from '../../source/rules/breaker.ts';

const seconds = 1000;

function failed(before: Breaker, nowMs: number, chance = 1): Breaker {
	return breakerAfterFailure(before, {weight: 'counts', nowMs, chance: () => chance});
}

function failedAt(...momentsMs: readonly number[]): Breaker {
	return momentsMs.reduce((breaker, atMs) => failed(breaker, atMs), closedBreaker);
}

describe('a breaker that is closed', () => {
	test('opens for 10 s with the third failure within 30 s', () => {
		expect(closedForMs(failedAt(0, 10 * seconds), 10 * seconds)).toBeUndefined();
		expect(closedForMs(failedAt(0, 10 * seconds, 29 * seconds), 29 * seconds)).toBe(10 * seconds);
	});

	test('counts the last half minute, wherever it begins', () => {
		expect(failedAt(0, 29 * seconds, 31 * seconds).state).toBe('closed');
		expect(failedAt(0, 29 * seconds, 31 * seconds, 32 * seconds).state).toBe('open');
	});

	test('opens at once where nobody listens', () => {
		const refused = {weight: 'opens', nowMs: 0, chance: () => 1} as const;
		expect(breakerAfterFailure(closedBreaker, refused)).toEqual({
			state: 'open',
			untilMs: 10 * seconds,
			openedTimes: 1,
		});
	});

	test('keeps a model that does not load away for 10 minutes', () => {
		const unloadable = {weight: 'unloadable', nowMs: 0, chance: () => 1} as const;
		expect(closedForMs(breakerAfterFailure(closedBreaker, unloadable), 0)).toBe(600 * seconds);
	});
});

describe('a breaker that was open', () => {
	const open = failedAt(0, 0, 0);

	test('lets one request try, and no second one while it does', () => {
		const tried = breakerWhenSent(open, 10 * seconds);
		expect(closedForMs(open, 10 * seconds)).toBeUndefined();
		expect(closedForMs(tried, 10 * seconds)).toBe(0);
	});

	test('lets the next one try when the one that tried was cancelled', () => {
		const tried = breakerWhenSent(open, 10 * seconds);
		expect(closedForMs(breakerAfterCancel(tried), 10 * seconds)).toBeUndefined();
	});

	test('holds twice as long each time it did not help, up to 120 s', () => {
		const holdsMs: number[] = [];
		let breaker: Breaker = open;
		let nowMs = 10 * seconds;
		for (let time = 0; time < 6; time += 1) {
			breaker = failed(breakerWhenSent(breaker, nowMs), nowMs);
			const holdMs = closedForMs(breaker, nowMs) ?? 0;
			holdsMs.push(holdMs);
			nowMs += holdMs;
		}

		expect(holdsMs).toEqual([20, 40, 80, 120, 120, 120].map(hold => hold * seconds));
	});

	test('is not opened longer by those that were on their way when it opened', () => {
		expect(failed(open, 1 * seconds)).toBe(open);
	});
});

test('a hold is between four fifths of its ceiling and the whole', () => {
	fc.assert(
		fc.property(fc.double({min: 0, max: 1, noNaN: true}), chance => {
			const holdMs = closedForMs(failed(failed(failed(closedBreaker, 0), 0), 0, chance), 0);
			expect(holdMs).toBeGreaterThanOrEqual(8 * seconds);
			expect(holdMs).toBeLessThanOrEqual(10 * seconds);
		}),
	);
});

describe('who pays', () => {
	const moment = {nowMs: 0, chance: () => 1};
	const before = {node: failedAt(0, 0), model: failedAt(0, 0)};

	test('only the one of the two that is to blame', () => {
		const node = breakersAfter(before, {of: 'node', weight: 'counts'}, moment);
		const model = breakersAfter(before, {of: 'model', weight: 'counts'}, moment);
		expect([node.node.state, node.model]).toEqual(['open', before.model]);
		expect([model.node, model.model.state]).toEqual([before.node, 'open']);
	});

	test('an error that a working server gives shows that the node works', () => {
		expect(breakersAfter(before, {of: 'answered'}, moment)).toEqual({
			node: closedBreaker,
			model: before.model,
		});
	});

	test('nobody for what was cancelled', () => {
		expect(breakersAfter(before, {of: 'none'}, moment)).toEqual(before);
	});
});
