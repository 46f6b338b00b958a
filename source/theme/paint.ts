import type {Piece, ScreenLine} from './piece.ts';
import type {Profile} from './profile.ts';
import type {Safe} from './safe.ts';
import {cursorRowStyle, inverseStyle, type Style, strongStyle, toneStyle} from './tokens.ts';
import {blanks, charactersOf, isPlain, takeColumns, widthOf} from './width.ts';

const reset = '\u001B[0m';
const asciiOnly = /^[ -~]*$/;

/**
 * One line as the terminal gets it: text and SGR sequences, cut at `columns` without halving a character, a reset at
 * its end. Shorter lines stay short, except under the cursor, where the background is the whole line's.
 */
export function paintLine(line: ScreenLine, columns: number, profile: Profile): string {
	const isUnderCursor = line.isUnderCursor === true && profile.isDimmed !== true;
	const background = isUnderCursor ? cursorRowStyle(profile) : [];
	const pieces = cutPieces(line.pieces, columns);
	const painted = pieces.map(piece =>
		styled(drawable(piece.text, profile), [...pieceStyle(piece, profile), ...background]),
	);
	const free = columns - pieces.reduce((used, {text}) => used + widthOf(text), 0);
	const rest = background.length === 0 ? '' : styled(blanks(free), background);
	const whole = `${painted.join('')}${rest}`;
	return whole === '' || whole.endsWith(reset) ? whole : `${whole}${reset}`;
}

/** The piece at the edge is the last, even where half of a wide character would still have had a cell. */
function cutPieces(pieces: readonly Piece[], columns: number): readonly Piece[] {
	let free = columns;
	const kept: Piece[] = [];
	for (const piece of pieces) {
		const width = widthOf(piece.text);
		if (width > free) {
			return [...kept, {...piece, text: takeColumns(piece.text, free)}];
		}

		kept.push(piece);
		free -= width;
	}

	return kept;
}

function pieceStyle({tone = 'text', isStrong, isInverse}: Piece, profile: Profile): Style {
	if (profile.isDimmed === true) {
		return toneStyle('dim', profile);
	}

	return [
		...(isStrong === true ? strongStyle : []),
		...(isInverse === true ? inverseStyle : []),
		...toneStyle(tone, profile),
	];
}

function styled(text: string, style: Style): string {
	return text === '' || style.length === 0
		? text
		: `\u001B[${[...new Set(style)].join(';')}m${text}${reset}`;
}

/**
 * What a terminal has no glyph for becomes `?`, as wide as before. Outside of UTF-8 the second bytes of our text would
 * be controls (0x9B is CSI), and the Linux console draws one cell for each code unit, whatever it joins.
 */
export function drawable(text: Safe, {glyphSet}: Profile): string {
	const isDrawn = glyphSet === 'ascii' ? asciiOnly.test(text) : isPlain(text);
	if (glyphSet === 'unicode' || isDrawn) {
		return text;
	}

	return charactersOf(text)
		.map(({character, columns}) =>
			isDrawable(character, columns, glyphSet) ? character : '?'.repeat(columns),
		)
		.join('');
}

function isDrawable(character: string, columns: number, glyphSet: Profile['glyphSet']): boolean {
	return glyphSet === 'ascii' ? asciiOnly.test(character) : character.length === 1 && columns === 1;
}
