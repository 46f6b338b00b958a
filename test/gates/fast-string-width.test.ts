import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import fastStringWidth from '../../scripts/fast-string-width.ts';

it('every character up to the CJK radicals is as wide as string-width has it, alone and among others', () => {
	for (let codePoint = 0x20; codePoint < 0x3000; codePoint += 1) {
		const character = String.fromCodePoint(codePoint);
		for (const text of [character, `a${character}b`]) {
			expect(`${text} ${fastStringWidth(text)}`).toBe(`${text} ${stringWidth(text)}`);
		}
	}
});

describe('what is drawn is as wide as string-width has it', () => {
	it.each([
		'\u001b[1m\u001b[38;5;111m─── keys\u001b[22m',
		'日本 ████▊ 97%',
		'👩‍👩‍👧 e\u0301 ✖️',
		'⣀⣀⡤⠤ · 71°C',
		'',
	])('%j', text => {
		expect(fastStringWidth(text)).toBe(stringWidth(text));
		expect(fastStringWidth(text)).toBe(stringWidth(text));
	});

	it('and with options', () => {
		const options = {ambiguousIsNarrow: false};
		expect(fastStringWidth('…', options)).toBe(stringWidth('…', options));
	});
});
