import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {charactersOf, cutEnd, widthOf} from '../theme/width.ts';
import {type KeyWords, keysText} from './key-text.ts';
import {endingAt, joinPieces, piecesWidth, placePieces} from './place-pieces.ts';

/** UTF-16 units that are looked at: more than a line shows. */
const mostTyped = 500;

const leastTyped = 8;

/** What is being typed (raw), and what is wrong with it. */
export type TypedLine = {
	/** `/` or `:`: for what it is typed. */
	readonly prompt: Safe;
	readonly text: string;
	readonly problem: string | undefined;
};

export type Hints = {
	readonly hints: readonly KeyWords[];
	/** In help: how many of the keys are listed. */
	readonly count: {readonly shown: number; readonly total: number} | undefined;
};

/** ` ↑↓ select  enter open  / filter  …  ? help`: as many hints as fit, the last one always. */
export function hintLine({hints, count}: Hints, columns: number, glyphs: Glyphs): ScreenLine {
	const right: readonly Piece[] =
		count === undefined ? [] : [{text: safe`${count.shown} of ${count.total} keys`, tone: 'dim'}];
	const room = columns - 2 - (right.length === 0 ? 0 : 2 + piecesWidth(right));
	const left = hintPieces(hints, room, glyphs);
	return {pieces: placePieces([{column: 1, pieces: left}, endingAt(columns - 1, right)])};
}

function hintPieces(hints: readonly KeyWords[], columns: number, glyphs: Glyphs): readonly Piece[] {
	const pieces = hints.map(({keys, words}): readonly Piece[] => [
		{text: keysText(keys, safe``, glyphs)},
		{text: safe` ${clean(words)}`, tone: 'dim'},
	]);
	const all = joinPieces(pieces, {text: safe`  `});
	return piecesWidth(all) <= columns || hints.length < 2
		? all
		: hintPieces(hints.toSpliced(leastHint(hints), 1), columns, glyphs);
}

/** The last minor one, else the last before the two that stand last everywhere: the command line and help. */
function leastHint(hints: readonly KeyWords[]): number {
	const minor = hints.findLastIndex(({isMinor}) => isMinor === true);
	return minor === -1 ? Math.max(0, hints.length - 3) : minor;
}

type Typing = {readonly typed: TypedLine; readonly hints: readonly KeyWords[]};

/** `/gpu>90█   enter keeps  esc clears`; a long text shows its end, where the caret is. */
export function typedLine({typed, hints}: Typing, columns: number, glyphs: Glyphs): ScreenLine {
	const right: readonly Piece[] =
		typed.problem === undefined
			? hintPieces(hints, hintRoom(typed, columns), glyphs)
			: [
					{
						text: cutEnd(
							clean(typed.problem, {maxCharacters: mostTyped}),
							problemRoom(typed, columns),
							glyphs,
						),
						tone: 'warning',
					},
				];
	const {prompt} = typed;
	const room = columns - 2 - widthOf(prompt) - 1 - 2 - piecesWidth(right);
	return {
		pieces: placePieces([
			{
				column: 1,
				pieces: [
					{text: prompt, tone: 'accent'},
					{
						text: endThatFits(
							clean(typed.text.slice(-mostTyped)),
							Math.max(leastTyped, room),
							glyphs,
						),
					},
					{text: safe` `, tone: 'accent', isInverse: true},
				],
			},
			endingAt(columns - 1, right),
		]),
	};
}

/** Half of the line, or what a long prompt leaves beside a short text. */
function hintRoom({prompt}: TypedLine, columns: number): number {
	return Math.min(Math.floor(columns / 2), columns - 5 - widthOf(prompt) - leastTyped);
}

/** Two thirds of the line, and all that a short text leaves. */
function problemRoom({prompt, text}: TypedLine, columns: number): number {
	const left = columns - 5 - widthOf(prompt) - widthOf(clean(text.slice(-mostTyped)));
	return Math.max(left, Math.floor((columns * 2) / 3));
}

function endThatFits(text: Safe, columns: number, glyphs: Glyphs): Safe {
	if (widthOf(text) <= columns) {
		return text;
	}

	const kept: string[] = [];
	let used = 1;
	for (const {character, columns: width} of charactersOf(text).toReversed()) {
		used += width;
		if (used > columns) {
			break;
		}

		kept.unshift(character);
	}

	return safe`${glyphs.cut}${clean(kept.join(''))}`;
}
