import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {takeColumns, widthOf} from '../theme/width.ts';
import {endingAt, piecesWidth, placePieces} from './place-pieces.ts';

/** How many rows of a list, or lines of a pane, have no room. */
export type RowsOut = {readonly above: number; readonly below: number};

/** `↑ 3 ↓ 10 more`; empty where all are seen. */
export function rowsOutText(out: RowsOut, glyphs: Pick<Glyphs, 'arrows'>): Safe {
	const counts = countsText(out, glyphs);
	return counts === '' ? counts : safe`${counts} more`;
}

/** `↑ 3 ↓ 10` */
function countsText({above, below}: RowsOut, {arrows}: Pick<Glyphs, 'arrows'>): Safe {
	return joinSafe(
		[
			...(above > 0 ? [safe`${arrows.up} ${countOf(above)}`] : []),
			...(below > 0 ? [safe`${arrows.down} ${countOf(below)}`] : []),
		],
		safe` `,
	);
}

function countOf(count: number): Safe {
	return clean(count.toLocaleString('en'));
}

const fewestBetween = 2;

/**
 * The heads of a list, and at the right edge how many of its rows have no room. Where that does not fit it says less, and
 * then the last of the heads does: `WHERE` for `WHERE, OR WHY NOT`.
 */
export function headWithRowsOut(
	head: ScreenLine,
	out: RowsOut,
	{columns, glyphs}: {readonly columns: number; readonly glyphs: Glyphs},
): ScreenLine {
	const text = rowsOutText(out, glyphs);
	if (text === '') {
		return head;
	}

	const short = countsText(out, glyphs);
	const ways = [
		{heads: head.pieces, text},
		{heads: head.pieces, text: short},
		{heads: withShortEnd(head.pieces), text},
	];
	const way = ways.find(
		one => piecesWidth(one.heads) + fewestBetween + widthOf(one.text) <= columns - 1,
	);
	return way === undefined
		? head
		: {
				...head,
				pieces: placePieces([
					{column: 0, pieces: way.heads},
					endingAt(columns - 1, [{text: way.text, tone: 'dim'}]),
				]),
			};
}

function withShortEnd(pieces: readonly Piece[]): readonly Piece[] {
	const last = pieces.at(-1);
	const comma = last?.text.indexOf(',') ?? -1;
	return last === undefined || comma < 0
		? pieces
		: pieces.with(-1, {...last, text: takeColumns(last.text, comma)});
}
