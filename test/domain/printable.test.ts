import {expect, it} from 'vitest';
import {printableJson} from '../../source/domain/printable.ts';

it.each([
	['controls', '\u007f', '\\u007f'],
	['characters of two units', '\u{e0001}', '\\udb40\\udc01'],
	['controls among letters', '\u007fa', '\\u007fa'],
])('a million %s are written as escapes, each of them', (_, piece, written) => {
	expect(printableJson(piece.repeat(1_000_000)) === written.repeat(1_000_000)).toBe(true);
});
