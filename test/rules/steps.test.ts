import {describe, expect, it} from 'vitest';
import {firstPlace} from '../../source/rules/first-place.ts';
import {rememberSteps} from '../../source/rules/remember-steps.ts';
import {sortInSteps} from '../../source/rules/sort-in-steps.ts';
import {doAll, eachInSteps, type Steps} from '../../source/rules/steps.ts';

function count(steps: Steps<unknown>): number {
	let left = 0;
	while (!steps.next().done) {
		left += 1;
	}

	return left;
}

const numbers = (length: number): readonly number[] =>
	Array.from({length}, (_, index) => (index * 7919) % 5003);

describe('long work', () => {
	it('goes through each item once, and can be left after each thousand', () => {
		const taken: number[] = [];
		const steps = eachInSteps(numbers(2500), (item, index) => taken.push(item + index));
		expect(count(steps)).toBe(2);
		expect(taken).toEqual(numbers(2500).map((item, index) => item + index));
	});

	it.each([0, 1, 999, 1000, 1001, 4321])('sorts %i items as at once', length => {
		const items = numbers(length).map((value, place) => ({value: value % 100, place}));
		const compare = (one: {value: number}, other: {value: number}) => one.value - other.value;
		expect(doAll(sortInSteps(items, compare))).toEqual(items.toSorted(compare));
	});

	it('can be left many times while it sorts', () => {
		expect(count(sortInSteps(numbers(20_000), (one, other) => one - other))).toBeGreaterThan(80);
	});
});

describe('what was made of a list', () => {
	const list = [1, 2];
	const other = [3];
	let made = 0;
	const sums = rememberSteps(function* (
		one: readonly number[],
		two: readonly number[],
		by: string,
	) {
		made += 1;
		yield;
		return [...one, ...two].join(by);
	});

	it('is made once for the same lists and words', () => {
		expect([doAll(sums(list, other, '+')), doAll(sums(list, other, '+'))]).toEqual([
			'1+2+3',
			'1+2+3',
		]);
		expect(made).toBe(1);
		expect(count(sums(list, other, '+'))).toBe(0);
	});

	it('is not forgotten while something is made of another list', () => {
		expect(doAll(sums(other, list, '+'))).toBe('3+1+2');
		made = 0;
		expect(doAll(sums(list, other, '+'))).toBe('1+2+3');
		expect(made).toBe(0);
	});

	it('is made anew for other words', () => {
		expect(doAll(sums(list, other, '-'))).toBe('1-2-3');
	});
});

it.each([
	[0, 0],
	[3, 3],
	[10, 10],
	[99, 10],
])('the first place at which it holds from %i on is %i', (from, place) => {
	expect(firstPlace(0, 10, index => index >= from)).toBe(place);
});
