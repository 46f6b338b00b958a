import type {Piece} from '../theme/piece.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {charactersOf, widthOf} from '../theme/width.ts';
import {piecesWidth} from './place-pieces.ts';

/** What is not broken where it need not be: pieces of several looks that no space divides. */
export type Word = readonly Piece[];

const uncut = {maxCharacters: Number.POSITIVE_INFINITY};

/** The words of pieces; what divided them goes. */
export function wordsOf(pieces: readonly Piece[]): readonly Word[] {
	const words: Piece[][] = [[]];
	for (const piece of pieces) {
		for (const [index, part] of piece.text.split(' ').entries()) {
			if (index > 0) {
				words.push([]);
			}

			if (part !== '') {
				words.at(-1)?.push({...piece, text: clean(part, uncut)});
			}
		}
	}

	return words.filter(word => word.length > 0);
}

/** The lines of words, broken between them, and in one only where it is wider than a line. */
export function wrapPieces(
	words: readonly Word[],
	columns: number,
): ReadonlyArray<readonly Piece[]> {
	const lines: Piece[][] = [];
	let used = 0;
	for (const word of words) {
		const width = piecesWidth(word);
		const line = lines.at(-1);
		if (line !== undefined && used + 1 + width <= columns) {
			line.push({text: clean(' ')}, ...word);
			used += 1 + width;
			continue;
		}

		const rows = width <= columns ? [[...word]] : breakPieces(word, columns);
		lines.push(...rows.map(row => [...row]));
		used = piecesWidth(lines.at(-1) ?? []);
	}

	return lines.length === 0 ? [[]] : lines;
}

/** The lines of pieces, broken wherever a line is full. A character wider than a line is left out. */
export function breakPieces(
	pieces: readonly Piece[],
	columns: number,
): ReadonlyArray<readonly Piece[]> {
	const lines: Piece[][] = [[]];
	for (const piece of pieces) {
		const room = columns - piecesWidth(lines.at(-1) ?? []);
		for (const [index, text] of partsOf(piece.text, room, columns).entries()) {
			if (index > 0) {
				lines.push([]);
			}

			if (text !== '') {
				lines.at(-1)?.push({...piece, text});
			}
		}
	}

	return lines;
}

/** What fits into the first line, then into each further one. Each character is measured once. */
function partsOf(text: Safe, firstColumns: number, columns: number): readonly Safe[] {
	if (widthOf(text) <= firstColumns) {
		return [text];
	}

	const parts = [''];
	let room = firstColumns;
	for (const {character, columns: width} of charactersOf(text)) {
		if (width > columns) {
			continue;
		}

		if (width > room) {
			parts.push('');
			room = columns;
		}

		parts.push((parts.pop() ?? '') + character);
		room -= width;
	}

	return parts.map(part => clean(part, uncut));
}
