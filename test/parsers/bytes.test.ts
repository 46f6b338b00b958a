import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {decodeBytes, encodeBytes} from '../../source/parsers/bytes.ts';

describe('bytes', () => {
	it('are the text that was written as UTF-8', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme'}), text => {
				expect(decodeBytes(Buffer.from(text, 'utf8').toString('latin1'))).toBe(text);
			}),
		);
	});

	it('are made of text as UTF-8 has it', () => {
		fc.assert(
			fc.property(fc.string({unit: 'grapheme'}), text => {
				expect(encodeBytes(text)).toBe(Buffer.from(text, 'utf8').toString('latin1'));
			}),
		);
	});

	it('that are no UTF-8 show where, and lose nothing around them', () => {
		expect(decodeBytes('Br\u00fccke /mnt')).toBe('Br\uFFFDcke /mnt');
		expect(decodeBytes('\u00c3')).toBe('\uFFFD');
	});

	it('keep a byte order mark and NUL', () => {
		expect(decodeBytes('\u00ef\u00bb\u00bfa\0b')).toBe('\uFEFFa\0b');
	});
});
