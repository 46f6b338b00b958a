import fc from 'fast-check';
import {expect, it} from 'vitest';
import {wrapLine} from '../../source/components/wrap-line.ts';
import {clean} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

it('a line is broken at blanks, and a word only where it is longer than a row', () => {
	const line = clean('  how do I run abcdefghijklmnop?');
	expect(wrapLine(line, 10, 99)).toEqual(['  how do I', 'run', 'abcdefghij', 'klmnop?']);
});

it('no more rows are made than are wanted', () => {
	expect(wrapLine(clean('a b c d e f'), 1, 3)).toEqual(['a', 'b', 'c']);
});

it('an empty line is a row', () => {
	expect(wrapLine(clean(''), 10, 99)).toEqual(['']);
});

it('no row is wider than it may be, and nothing is lost but the blanks that it is broken at', () => {
	fc.assert(
		fc.property(hostileText, fc.integer({min: 2, max: 20}), (text, columns) => {
			const line = clean(text);
			const rows = wrapLine(line, columns, Number.POSITIVE_INFINITY);
			expect(rows.every(row => widthOf(row) <= columns)).toBe(true);
			expect(rows.join('').length).toBeGreaterThanOrEqual(line.replaceAll(' ', '').length);
		}),
	);
});
