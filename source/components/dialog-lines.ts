import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {blanks, cutEnd, takeColumns, widthOf} from '../theme/width.ts';
import {activeLook} from './focus-look.ts';
import {cutPieces, piecesWidth, repeated} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** What a dialog shows between its edges. */
export type DialogContent = {
	readonly title: Safe;
	readonly lines: readonly (readonly Piece[])[];
};

export const dialogColumns = 72;
/** Two blanks inside of each edge. */
export const dialogTextColumns = dialogColumns - 6;
/** What is one cell longer takes one of the two blanks at its end: SCREENS 2, Dialogs. */
const fullColumns = dialogTextColumns + 1;

/**
 * A dialog with its border, 72 wide. Where it is higher than `rows`, what goes are the lines over the last, which says
 * what the keys do.
 */
export function dialogLines(
	{title, lines}: DialogContent,
	rows: number,
	profile: Profile,
): readonly ScreenLine[] {
	const {glyphs} = profile;
	const most = Math.max(1, rows - 2);
	const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), ...lines.slice(-1)];
	return [
		topLine(title, profile),
		...shown.map(line => innerLine(line, glyphs)),
		{pieces: [edge(bottomText(glyphs))]},
	];
}

function topLine(title: Safe, profile: Profile): ScreenLine {
	const {glyphs} = profile;
	const {topLeft, topRight, horizontal} = glyphs.border;
	const text = cutEnd(title, dialogColumns - 8, glyphs);
	const rest = dialogColumns - 5 - widthOf(text);
	return {
		pieces: [
			edge(safe`${topLeft}${horizontal} `),
			{text, ...activeLook(profile)},
			edge(safe` ${repeated(horizontal, rest)}${topRight}`),
		],
	};
}

function bottomText({border: {bottomLeft, bottomRight, horizontal}}: Glyphs): Safe {
	return safe`${bottomLeft}${repeated(horizontal, dialogColumns - 2)}${bottomRight}`;
}

function innerLine(pieces: readonly Piece[], glyphs: Glyphs): ScreenLine {
	const {vertical} = glyphs.border;
	const most = piecesWidth(pieces) === fullColumns ? fullColumns : dialogTextColumns;
	const text = cutPieces(pieces, most, glyphs);
	const room = fullColumns - piecesWidth(text);
	return {
		pieces: [edge(safe`${vertical}  `), ...text, {text: blanks(room)}, edge(safe` ${vertical}`)],
	};
}

function edge(text: Safe): Piece {
	return {text, tone: 'rule'};
}

export const noLine: readonly Piece[] = [];

/** A sentence, broken between words. */
export function sentenceLines(text: Safe): readonly (readonly Piece[])[] {
	return widthOf(text) === fullColumns
		? [[{text}]]
		: wrapWords(text, dialogTextColumns).map(line => [{text: line}]);
}

/** A command or a path: nothing of it is cut away, for it is to be typed as it stands. */
export function codeLines(code: Safe): readonly (readonly Piece[])[] {
	const lines: (readonly Piece[])[] = [];
	let rest = code;
	while (widthOf(rest) > dialogTextColumns) {
		const head = takeColumns(rest, dialogTextColumns);
		const blank = head.lastIndexOf(' ') + 1;
		const end = blank > 0 ? blank : Math.max(1, head.length);
		lines.push([{text: clean(rest.slice(0, end))}]);
		rest = clean(rest.slice(end));
	}

	return [...lines, [{text: rest}]];
}
