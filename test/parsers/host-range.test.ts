import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {expandHostRange, parseHostRange} from '../../source/parsers/host-range.ts';

describe('a name with numbers in brackets', () => {
	it.each([
		['pi', ['pi']],
		['pi[1-3]', ['pi1', 'pi2', 'pi3']],
		['n[008-010]', ['n008', 'n009', 'n010']],
		['n[9-11]', ['n9', 'n10', 'n11']],
		['gpu[1,3,5-7]', ['gpu1', 'gpu3', 'gpu5', 'gpu6', 'gpu7']],
		['r[1-2]n[1, 4].lan', ['r1n1.lan', 'r1n4.lan', 'r2n1.lan', 'r2n4.lan']],
		['n[998-1000]', ['n998', 'n999', 'n1000']],
		['n[000-001]', ['n000', 'n001']],
	])('%s is %j', (text, names) => {
		expect(expandHostRange(text)).toEqual(names);
	});

	it.each([
		['n[3-1]', 'the range [3-1] runs backwards'],
		['n[1-02]', 'the numbers of [1-02] are padded to different widths'],
		['n[]', 'brackets hold numbers such as [1-3] or [1,3,5-7]'],
		['n[a-c]', 'brackets hold numbers such as [1-3] or [1,3,5-7]'],
		['n[1-2-3]', 'brackets hold numbers such as [1-3] or [1,3,5-7]'],
		['n[1-9999999999]', 'brackets hold numbers such as [1-3] or [1,3,5-7]'],
		['n[1', 'a bracket without its partner'],
		['n1]', 'a bracket without its partner'],
		['n[[1-2]]', 'a bracket without its partner'],
		['a[1]b[1]c[1]d[1]e[1]', 'more than 4 brackets'],
	])('%s is refused: %s', (text, reason) => {
		expect(parseHostRange(text)).toEqual({ok: false, reason});
	});

	it('is counted without being written out', () => {
		const range = parseHostRange('n[1-999999999]x[1-999999999]');
		expect(range).toMatchObject({ok: true, count: 999_999_999 ** 2});
		expect(expandHostRange('n[1-999999999]')).toEqual([]);
	});

	it('makes as many names as it says, for any range', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.stringMatching(/^[a-z.]{0,3}$/), fc.nat(30), fc.nat(12)), {
					minLength: 1,
					maxLength: 3,
				}),
				parts => {
					const text = parts.map(([head, from, more]) => `${head}[${from}-${from + more}]`);
					const range = parseHostRange(text.join(''));
					expect(range.ok && range.expand().length).toBe(range.ok && range.count);
				},
			),
		);
	});

	it('never throws, whatever the text is', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[n\-0-9,[\]]{0,30}$/), text => {
				expect(parseHostRange(text)).toHaveProperty('ok');
			}),
		);
	});
});
