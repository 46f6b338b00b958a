import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {joinSafe, type Safe, safe} from '../theme/safe.ts';
import {blanks, cutEnd, widthOf} from '../theme/width.ts';

/** Pieces one after another, the first of them at this column. */
export type Spot = {readonly column: number; readonly pieces: readonly Piece[]};

/** The pieces of a line, each spot at its column; one that begins too late follows what is before it. */
export function placePieces(spots: readonly Spot[]): readonly Piece[] {
	const placed: Piece[] = [];
	let column = 0;
	for (const spot of spots) {
		if (spot.column > column) {
			placed.push({text: blanks(spot.column - column)});
			column = spot.column;
		}

		placed.push(...spot.pieces);
		column += piecesWidth(spot.pieces);
	}

	return placed;
}

/** A spot whose last cell is the one before `endColumn`. */
export function endingAt(endColumn: number, pieces: readonly Piece[]): Spot {
	return {column: Math.max(0, endColumn - piecesWidth(pieces)), pieces};
}

export function piecesWidth(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, {text}) => sum + widthOf(text), 0);
}

/** As much of the pieces as fits, the last of it cut. */
export function cutPieces(
	pieces: readonly Piece[],
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	let room = columns;
	return pieces.flatMap(piece => {
		const text = cutEnd(piece.text, room, glyphs);
		room -= widthOf(text);
		return text === '' ? [] : [{...piece, text}];
	});
}

/** Pieces with the same text between each two of them. */
export function joinPieces(
	pieces: ReadonlyArray<readonly Piece[]>,
	separator: Piece,
): readonly Piece[] {
	return pieces.flatMap((piece, index) => (index === 0 ? piece : [separator, ...piece]));
}

export function repeated(text: Safe, count: number): Safe {
	return joinSafe(
		Array.from({length: Math.max(0, count)}, () => text),
		safe``,
	);
}
