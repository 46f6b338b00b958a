import fc from 'fast-check';
import {expect, it} from 'vitest';
import {backOffMs} from '../../source/rules/back-off.ts';

it('the ceiling doubles from 1 s to 60 s', () => {
	const highest = (failures: number): number => backOffMs(failures, () => 1);
	expect([1, 2, 3, 6, 7, 100].map(highest)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
});

it('is spread over the whole range', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 1, max: 2000}),
			fc.double({min: 0, max: 1, noNaN: true}),
			(failures, chance) => {
				const delayMs = backOffMs(failures, () => chance);
				expect(delayMs).toBeGreaterThanOrEqual(0);
				expect(delayMs).toBeLessThanOrEqual(60_000);
			},
		),
	);
	expect(backOffMs(3, () => 0)).toBe(0);
	expect(backOffMs(3, () => 0.5)).toBe(2000);
});
