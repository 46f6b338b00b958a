import type {Health} from '../domain/health.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {blanks, cutMiddle, widthOf} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {cutPieces, piecesWidth, placePieces} from './place-pieces.ts';
import {type RowsOut, rowsOutText} from './rows-out.ts';

export type CompletionRow = {
	/** Raw. */
	readonly text: string;
	/** What is told to the right of it. */
	readonly beside: Safe;
	/** Of a node. */
	readonly health: Health | undefined;
};

export type CompletionList = {
	/** Those on screen. */
	readonly rows: readonly CompletionRow[];
	/** Of `rows`: the one that is proposed. */
	readonly choice: number;
	/** Where in the line of speech the word begins that is completed. */
	readonly column: number;
	/** Cells of the widest word, also of those that are not on screen: nothing moves as it scrolls. */
	readonly wordColumns: number;
	/** How many have no room. @default none is told of */
	readonly out?: RowsOut;
};

const leastColumn = 3;
const gap = 3;
const mostWordColumns = 40;

/**
 * `     › pi-main      ● underutilized`: what could stand where the caret is, under the word, with a line over it that
 * tells of those that have no room. Blank
 * to the last column, since it is drawn over other lines.
 */
export function completionLines(
	{rows, choice, column, wordColumns, out = {above: 0, below: 0}}: CompletionList,
	columns: number,
	profile: Profile,
): readonly ScreenLine[] {
	const left = Math.max(leastColumn, Math.min(column, columns - mostWordColumns));
	const words = Math.min(wordColumns, mostWordColumns);
	const besideColumn = left + words + gap;
	const lines = rows.map((one, row): readonly Piece[] => {
		const word = cutMiddle(clean(one.text), words, profile.glyphs);
		return placePieces([
			...(row === choice ? [cursorSpot(left, profile)] : []),
			{column: left, pieces: [wordPiece(word, row === choice, profile)]},
			{
				column: besideColumn,
				pieces: cutPieces(besidePieces(one, profile), columns - 1 - besideColumn, profile.glyphs),
			},
		]);
	});
	const outText = rowsOutText(out, profile.glyphs);
	const over =
		outText === '' ? [] : placePieces([{column: left, pieces: [{text: outText, tone: 'dim'}]}]);
	return [over, ...lines].map(pieces => ({
		pieces: [...pieces, {text: blanks(columns - piecesWidth(pieces))}],
	}));
}

function cursorSpot(left: number, {glyphs}: Profile) {
	return {column: left - 2, pieces: [{text: glyphs.cursor, tone: 'accent'}]} as const;
}

function wordPiece(text: Safe, isChosen: boolean, profile: Profile): Piece {
	return isChosen ? {text, ...cursorNameLook(profile)} : {text};
}

function besidePieces({beside, health}: CompletionRow, {glyphs}: Profile): readonly Piece[] {
	return health === undefined
		? [{text: beside, tone: 'dim'}]
		: [
				{text: glyphs[health], tone: health === 'unknown' ? 'dim' : health},
				{text: safe` ${beside}`},
			];
}

/** Cells of the widest of these. */
export function widestWord(texts: readonly string[]): number {
	return texts.reduce((widest, text) => Math.max(widest, widthOf(clean(text))), 0);
}
