import fc from 'fast-check';
import {expect, it} from 'vitest';
import {logPrinter} from '../../source/cli/log-printer.ts';

function printed(pieces: readonly string[], isTerminal: boolean): string {
	let told = '';
	const take = (text: string): void => {
		told += text;
	};
	const printer = logPrinter({print: take, printBytes: take, isTerminal: () => isTerminal});
	for (const piece of pieces) {
		printer.push(piece);
	}

	printer.end();
	return told;
}

/** Bytes, one character each, cut anywhere. */
const cutBytes = fc.array(
	fc.uint8Array({maxLength: 40}).map(bytes => String.fromCharCode(...bytes)),
	{maxLength: 8},
);

it('to a program goes every byte as it is', () => {
	fc.assert(
		fc.property(cutBytes, pieces => {
			expect(printed(pieces, false)).toBe(pieces.join(''));
		}),
	);
});

it('to a terminal goes nothing that acts, however it is cut, and the last line ends', () => {
	fc.assert(
		fc.property(cutBytes, pieces => {
			const text = printed(pieces, true);
			expect(text).not.toMatch(/[^\P{Cc}\n]/u);
			expect(text === '' || text.endsWith('\n')).toBe(true);
		}),
	);
});

it('on a terminal a progress bar is one line after the other, and a letter that was cut is whole', () => {
	const [first, second] = ['\u00e2\u009c', '\u0093 \u001b[31mred\r\n10%\r'];
	expect(printed([first, second, '\n20%\r30%'], true)).toBe('✓ ␛[31mred\n10%\n20%\n30%\n');
});
