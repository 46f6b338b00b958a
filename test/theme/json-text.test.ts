import fc from 'fast-check';
import {expect, it} from 'vitest';
import {jsonText} from '../../source/theme/json-text.ts';

it('figures have four decimals, whole numbers all their digits', () => {
	expect(jsonText([1 / 3, 0.123_45, 2 ** 53, -0.000_01, 12], 0)).toBe(
		'[0.3333,0.1235,9007199254740992,0,12]',
	);
});

it('what is not a number stays, what is unknown is absent', () => {
	expect(jsonText({text: '0.123456789', yes: true, none: null, unknown: undefined}, 0)).toBe(
		'{"text":"0.123456789","yes":true,"none":null}',
	);
});

it('is indented when asked', () => {
	expect(jsonText({a: [1]}, 2)).toBe('{\n  "a": [\n    1\n  ]\n}');
	expect(jsonText({a: [1]}, 0)).toBe('{"a":[1]}');
});

it.each([
	['DEL', '\u007f', '\\u007f'],
	['a C1 control', '\u0085', '\\u0085'],
	['ESC', '\u001b', '\\u001b'],
	['a bidi override', '\u202e', '\\u202e'],
	['a line separator', '\u2028', '\\u2028'],
	['a paragraph separator', '\u2029', '\\u2029'],
	['an unassigned code point', '\u0378', '\\u0378'],
	['a private one', '\ue000', '\\ue000'],
	['a private one beyond 16 bits', '\u{f0000}', '\\udb80\\udc00'],
	['half of a pair', '\ud800', '\\ud800'],
])('%s is an escape, in values and in keys', (_, character, escaped) => {
	expect(jsonText(`a${character}b`, 0)).toBe(`"a${escaped}b"`);
	expect(jsonText({[character]: 1}, 0)).toBe(`{"${escaped}":1}`);
});

it('reads back as what was written, and shows no control', () => {
	const text = fc.string({unit: 'binary'});
	fc.assert(
		fc.property(text, fc.array(text), (one, others) => {
			const json = jsonText({one, others}, 0);
			expect(JSON.parse(json)).toEqual({one, others});
			expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
		}),
	);
});
