import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {
	extendWindow,
	largestOf,
	medianOf,
	type SampleWindow,
} from '../../source/rules/sample-window.ts';
import {figuresOf} from '../helpers/node-builders.ts';

function windowOf(loads: ReadonlyArray<number | undefined>): SampleWindow {
	return loads.map(loadFraction => figuresOf({cpu: {loadFraction}}));
}

function load(figures: NodeFigures): number | undefined {
	return figures.cpu.loadFraction;
}

it('holds the last five, oldest first', () => {
	const all = windowOf([1, 2, 3, 4, 5, 6, 7]);
	const window = all.reduce<SampleWindow>(extendWindow, []);
	expect(window.map(load)).toEqual([3, 4, 5, 6, 7]);
});

it('the median lies in the middle, or between the two in the middle', () => {
	expect(medianOf(windowOf([5, 1, 3]), load)).toBe(3);
	expect(medianOf(windowOf([8, 1, 2, 4]), load)).toBe(3);
	expect(medianOf(windowOf([undefined, 4, undefined]), load)).toBe(4);
	expect(medianOf(windowOf([undefined]), load)).toBeUndefined();
	expect(medianOf([], load)).toBeUndefined();
});

it('the median does not depend on the order of the samples', () => {
	fc.assert(
		fc.property(fc.array(fc.integer(), {minLength: 1, maxLength: 5}), values => {
			const sorted = values.toSorted((one, other) => one - other);
			const middle = (sorted.length - 1) / 2;
			const lower = sorted[Math.floor(middle)] ?? Number.NaN;
			const upper = sorted[Math.ceil(middle)] ?? Number.NaN;
			expect(medianOf(windowOf(values), load)).toBe((lower + upper) / 2);
		}),
	);
});

it('the largest leaves out what is unknown', () => {
	expect(largestOf([undefined, -3, 2, undefined, 1])).toBe(2);
	expect(largestOf([undefined])).toBeUndefined();
});
