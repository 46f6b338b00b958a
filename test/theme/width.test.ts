import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {clean, safe} from '../../source/theme/safe.ts';
import {
	cutEnd,
	cutMiddle,
	takeColumns,
	padEnd,
	padStart,
	widthOf,
} from '../../source/theme/width.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

const unicode = glyphsOf('unicode');
const ascii = glyphsOf('ascii');
const wideText = fc
	.array(
		fc.constantFrom(
			'a',
			'-',
			'漢',
			'한',
			'é',
			'e\u0301',
			'👍🏽',
			'👨‍👩‍👧',
			'🇩🇪',
			'1️⃣',
			'ﾊﾞ',
			'क्ष',
			'█',
			'●',
		),
	)
	.map(parts => parts.join(''));
const anyText = fc
	.oneof(hostileText, wideText, fc.string({unit: 'grapheme'}))
	.map(text => clean(text));

describe('a width', () => {
	it('is that of string-width for every code point below the ideographs', () => {
		for (let codePoint = 0; codePoint < 0x3000; codePoint += 1) {
			const text = clean(`a${String.fromCodePoint(codePoint)}b`);
			if (widthOf(text) !== stringWidth(text)) {
				expect.fail(`U+${codePoint.toString(16)}: ${widthOf(text)}, not ${stringWidth(text)}`);
			}
		}
	});

	it('is that of string-width for any text, when asked again too', () => {
		fc.assert(
			fc.property(anyText, text => {
				expect(widthOf(text)).toBe(stringWidth(text));
				expect(widthOf(text)).toBe(stringWidth(text));
			}),
			{numRuns: 2000},
		);
	});

	it('is right after more texts than are kept', () => {
		for (let index = 0; index < 5000; index += 1) {
			expect(widthOf(safe`漢${index}`)).toBe(2 + String(index).length);
		}
	});
});

describe('a cut', () => {
	it.each([
		['no route to host', 12, 'no route to…'],
		['no route to host', 16, 'no route to host'],
		['漢字漢字', 4, '漢…'],
		['漢字漢字', 5, '漢字…'],
		['ab', 1, '…'],
		['ab', 0, ''],
	])('of %s at the end, to %d', (text, columns, cut) => {
		expect(cutEnd(clean(text), columns, unicode)).toBe(cut);
	});

	it.each([
		['fold-batch-of-proteins-chains-v2', 16, 'fold-bat…ains-v2'],
		['pi-worker1', 10, 'pi-worker1'],
		['pi-worker1', 9, 'pi-w…ker1'],
		['漢字漢字漢', 6, '漢…漢'],
		['abc', 2, 'a…'],
		['abc', 1, '…'],
		['abc', 0, ''],
	])('of %s in the middle, to %d', (text, columns, cut) => {
		expect(cutMiddle(clean(text), columns, unicode)).toBe(cut);
	});

	it('in ascii shows a tilde', () => {
		expect(cutEnd(safe`abcdef`, 4, ascii)).toBe('abc~');
		expect(cutMiddle(safe`abcdef`, 4, ascii)).toBe('ab~f');
	});

	it('never is wider than asked, keeps what fits as it is, and is as clean as before', () => {
		fc.assert(
			fc.property(anyText, fc.integer({min: 0, max: 30}), (text, columns) => {
				for (const cut of [cutEnd(text, columns, unicode), cutMiddle(text, columns, unicode)]) {
					expect(stringWidth(cut)).toBeLessThanOrEqual(columns);
					expect(clean(cut)).toBe(cut);
					expect(cut === text).toBe(stringWidth(text) <= columns);
				}
			}),
			{numRuns: 2000},
		);
	});

	it('takes as many characters as fit, and halves none', () => {
		fc.assert(
			fc.property(
				wideText.map(text => clean(text)),
				fc.integer({min: 0, max: 30}),
				(text, columns) => {
					const head = takeColumns(text, columns);
					const next = [...new Intl.Segmenter().segment(text.slice(head.length))][0]?.segment ?? '';
					const [before] = [...new Intl.Segmenter().segment(text)].filter(
						({index}) => index === head.length,
					);
					expect(stringWidth(head)).toBeLessThanOrEqual(columns);
					expect(head === text || before !== undefined).toBe(true);
					expect(head === text || stringWidth(head + next) > columns).toBe(true);
				},
			),
		);
	});
});

it('blanks fill up to a width in cells, and take nothing from what is wider', () => {
	expect(padEnd(safe`漢字`, 6)).toBe('漢字  ');
	expect(padStart(safe`漢字`, 6)).toBe('  漢字');
	expect(padEnd(safe`abcd`, 3)).toBe('abcd');
	expect(padStart(safe`abcd`, 3)).toBe('abcd');
});
