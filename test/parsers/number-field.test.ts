import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseCounter, parseDecimal} from '../../source/parsers/number-field.ts';

it('takes 1 to 20 digits for a counter, and nothing else', () => {
	const fields = fc.oneof(
		fc.bigInt({min: 0n, max: 2n ** 64n - 1n}).map(String),
		fc.string({unit: fc.constantFrom(...'0123456789'), maxLength: 23}),
		fc.string({unit: fc.constantFrom(...'09/:.-+ eE\n٣'), maxLength: 4}),
	);
	fc.assert(
		fc.property(fields, field => {
			expect(parseCounter(field)).toBe(/^[0-9]{1,20}$/.test(field) ? Number(field) : undefined);
		}),
		{numRuns: 2000},
	);
});

it.each([
	['', undefined],
	['007', 7],
	['9007199254740993', 9007199254740992],
	['18446744073709551615', 18446744073709552000],
	['100000000000000000000', undefined],
])('reads %j as %s', (field, counter) => {
	expect(parseCounter(field)).toBe(counter);
});

it('a fraction is no counter, but a decimal', () => {
	expect(parseCounter('0.08')).toBeUndefined();
	expect(parseDecimal('0.08')).toBe(0.08);
});
