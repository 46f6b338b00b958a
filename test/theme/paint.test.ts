import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {isOurControl} from '../../source/cli/terminal-sequences.ts';
import {paintLine} from '../../source/theme/paint.ts';
import type {Piece, ScreenLine, Tone} from '../../source/theme/piece.ts';
import {chooseProfile, type Profile} from '../../source/theme/profile.ts';
import {clean, safe} from '../../source/theme/safe.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

const utf8 = {TERM: 'xterm-256color', LANG: 'C.UTF-8'};
const truecolor = chooseProfile({...utf8, COLORTERM: 'truecolor'}, {});
const indexed = chooseProfile(utf8, {});
const sixteen = chooseProfile({...utf8, TERM: 'xterm'}, {});
const colourless = chooseProfile({...utf8, NO_COLOR: '1'}, {});
const linuxConsole = chooseProfile({...utf8, TERM: 'linux'}, {});
const ascii = chooseProfile({...utf8}, {isAscii: true});
const profiles: readonly Profile[] = [
	...[truecolor, indexed, sixteen, colourless, linuxConsole, ascii],
	...(['light', 'high-contrast', 'colour-blind', 'mono'] as const).map(theme =>
		chooseProfile(utf8, {theme}),
	),
];

const tones: readonly Tone[] = ['text', 'dim', 'rule', 'bar', 'accent', 'ok', 'warning', 'down'];
const text = fc
	.oneof(
		fc
			.array(
				fc.constantFrom(
					'pi-1',
					' ',
					'漢字',
					'한',
					'e\u0301',
					'👍🏽',
					'👨‍👩‍👧',
					'1️⃣',
					'ﾊﾞ',
					'█▋',
					'●',
				),
				{
					maxLength: 6,
				},
			)
			.map(parts => parts.join('')),
		fc.string({unit: 'grapheme', maxLength: 12}),
		hostileText,
	)
	.map(raw => clean(raw, {maxCharacters: 60}));
const piece: fc.Arbitrary<Piece> = fc.record(
	{
		text,
		tone: fc.constantFrom(...tones),
		isStrong: fc.boolean(),
		isInverse: fc.boolean(),
	},
	{requiredKeys: ['text']},
);
const line: fc.Arbitrary<ScreenLine> = fc.record(
	{pieces: fc.array(piece, {maxLength: 8}), isUnderCursor: fc.boolean()},
	{requiredKeys: ['pieces']},
);
const columns = fc.nat(60);

describe('any line', () => {
	it('is never wider than the screen, in any profile', () => {
		fc.assert(
			fc.property(line, columns, fc.constantFrom(...profiles), (some, width, profile) => {
				expect(stringWidth(paintLine(some, width, profile))).toBeLessThanOrEqual(width);
			}),
			{numRuns: 2000},
		);
	});

	it('shows its text, cut at the last column with no character halved', () => {
		fc.assert(
			fc.property(line, columns, (some, width) => {
				const shown = visible(paintLine(some, width, truecolor)).replace(/ *$/, '');
				const whole = some.pieces.map(({text: part}) => part).join('');
				expect(whole.startsWith(shown)).toBe(true);
				expect(shown).toBe(whole.slice(0, shown.length));
				const isWhole = shown === whole.replace(/ *$/, '');
				expect(isWhole || widthOfPieces(some.pieces) > width).toBe(true);
			}),
			{numRuns: 2000},
		);
	});

	it('holds but styles of ours, and ends in a reset', () => {
		fc.assert(
			fc.property(line, columns, fc.constantFrom(...profiles), (some, width, profile) => {
				const painted = paintLine(some, width, profile);
				const bodies = painted.split('\u001b[').slice(1).map(upToFinal);
				expect(bodies.every(isOurControl)).toBe(true);
				expect(visible(painted)).not.toMatch(/\p{Cc}/u);
				expect(painted === '' || painted.endsWith('\u001b[0m')).toBe(true);
			}),
			{numRuns: 2000},
		);
	});

	it('is ASCII where UTF-8 is not to be relied on', () => {
		fc.assert(
			fc.property(line, columns, (some, width) => {
				expect(visible(paintLine(some, width, ascii))).toMatch(/^[ -~]*$/);
			}),
		);
	});

	it('has one code unit a cell on the Linux console', () => {
		fc.assert(
			fc.property(line, columns, (some, width) => {
				const painted = visible(paintLine(some, width, linuxConsole));
				expect(stringWidth(painted)).toBe(painted.length);
			}),
		);
	});
});

describe('a cut', () => {
	it('leaves a cell blank where half of a wide character would be, and shows nothing behind it', () => {
		expect(paintLine({pieces: [{text: safe`a漢字`}, {text: safe`b`}]}, 4, truecolor)).toBe(
			'a漢\u001b[0m',
		);
	});

	it('of a line under the cursor still has its background to the last column', () => {
		const painted = paintLine({pieces: [{text: safe`漢字`}], isUnderCursor: true}, 3, truecolor);
		expect(painted).toBe('\u001b[48;2;38;43;51m漢\u001b[0m\u001b[48;2;38;43;51m \u001b[0m');
	});
});

describe('a look', () => {
	const pieces = [
		{text: safe`›`, tone: 'accent'},
		{text: safe`gpu-01`, isStrong: true},
	] as const;

	it('is a colour, and under the cursor a background over the whole line', () => {
		expect(paintLine({pieces}, 9, indexed)).toBe(
			'\u001b[38;5;111m›\u001b[0m\u001b[1mgpu-01\u001b[0m',
		);
		expect(paintLine({pieces, isUnderCursor: true}, 9, indexed)).toBe(
			'\u001b[38;5;111;48;5;235m›\u001b[0m\u001b[1;48;5;235mgpu-01\u001b[0m\u001b[48;5;235m  \u001b[0m',
		);
	});

	it('without colour is its weight alone', () => {
		const tab = {text: safe`1 Nodes`, tone: 'accent', isStrong: true} as const;
		expect(paintLine({pieces: [tab]}, 9, sixteen)).toBe('\u001b[1;36m1 Nodes\u001b[0m');
		expect(paintLine({pieces: [tab]}, 9, colourless)).toBe('\u001b[1m1 Nodes\u001b[0m');
		expect(paintLine({pieces, isUnderCursor: true}, 9, colourless)).toBe(
			'›\u001b[1mgpu-01\u001b[0m',
		);
	});

	it('of the default button is inverse in any profile', () => {
		for (const profile of profiles) {
			const button = {text: safe`[ Cancel ]`, isInverse: true};
			expect(paintLine({pieces: [button]}, 20, profile)).toBe('\u001b[7m[ Cancel ]\u001b[0m');
		}
	});

	it('of nothing is nothing', () => {
		expect(paintLine({pieces: []}, 9, truecolor)).toBe('');
		expect(paintLine({pieces: [{text: safe``, tone: 'dim'}]}, 9, truecolor)).toBe('');
		expect(paintLine({pieces: [{text: safe`abc`, tone: 'dim'}]}, 0, truecolor)).toBe('');
	});
});

it('what a console cannot draw is a question mark for each of its cells', () => {
	const pieces = [{text: clean('é 漢 e\u0301 ● 👨‍👩‍👧')}];
	expect(visible(paintLine({pieces}, 40, truecolor))).toBe('é 漢 e\u0301 ● 👨‍👩‍👧');
	expect(visible(paintLine({pieces}, 40, linuxConsole))).toBe('é ?? ? ● ??');
	expect(visible(paintLine({pieces}, 40, ascii))).toBe('? ?? ? ? ??');
});

function visible(painted: string): string {
	return stripVTControlCharacters(painted);
}

/** `1;36m` of a sequence and the text behind it. */
function upToFinal(text: string): string {
	return text.slice(0, text.indexOf('m') + 1);
}

function widthOfPieces(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, {text: part}) => sum + stringWidth(part), 0);
}
