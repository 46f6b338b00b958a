import type {Cell, TableBlock} from '../domain/markdown.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {safe} from '../theme/safe.ts';
import {blanks} from '../theme/width.ts';
import {inlineLines} from './markdown-inline.ts';
import {piecesWidth, placePieces, repeated} from './place-pieces.ts';

const gap = 2;
const leastColumns = 6;

/**
 * Columns under each other and a hairline below their heads. Where they do not fit the widest are wrapped; where each
 * would be narrower than a word, each row is a list of `head: value`.
 */
export function tableLines(
	table: TableBlock,
	columns: number,
	glyphs: Glyphs,
): ReadonlyArray<readonly Piece[]> {
	const widths = fittingWidths(table.first ?? table, columns - gap * (table.head.length - 1));
	if (widths === undefined) {
		return listedRows(table, columns);
	}

	const total = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
	const line: Piece = {text: repeated(glyphs.hairline, total), tone: 'rule'};
	return [
		...rowLines(table.head, {table, widths, isStrong: true}),
		[line],
		...table.rows.flatMap(row => rowLines(row, {table, widths, isStrong: false})),
	];
}

type RowLook = {
	readonly table: TableBlock;
	readonly widths: readonly number[];
	readonly isStrong: boolean;
};

function rowLines(row: readonly Cell[], look: RowLook): ReadonlyArray<readonly Piece[]> {
	const {table, widths, isStrong} = look;
	const cells = widths.map((width, index) =>
		inlineLines(row[index] ?? [], width, isStrong ? {isStrong} : {}),
	);
	const height = Math.max(1, ...cells.map(lines => lines.length));
	return Array.from({length: height}, (_, line) => {
		let column = 0;
		const spots = widths.map((width, index) => {
			const pieces = cells[index]?.[line] ?? [];
			const free = width - piecesWidth(pieces);
			const side = table.align[index];
			const before = side === 'right' ? free : side === 'center' ? Math.floor(free / 2) : 0;
			const spot = {column: column + before, pieces};
			column += width + gap;
			return spot;
		});
		return placePieces(spots.filter(({pieces}) => pieces.length > 0));
	});
}

/** As wide as what is in them, the widest narrowed first; undefined: there is no room for each. */
function fittingWidths({head, rows}: TableBlock, room: number): readonly number[] | undefined {
	if (head.length * leastColumns > room) {
		return;
	}

	const natural = head.map((cell, index) =>
		Math.max(1, ...[cell, ...rows.map(row => row[index] ?? [])].map(cellWidth)),
	);
	let most = Math.max(...natural);
	while (most > leastColumns && sumOf(natural, most) > room) {
		most--;
	}

	return natural.map(width => Math.min(width, most));
}

function sumOf(widths: readonly number[], most: number): number {
	return widths.reduce((sum, width) => sum + Math.min(width, most), 0);
}

/** At most what a terminal has. */
const widest = 400;

function cellWidth(cell: Cell): number {
	return Math.max(0, ...inlineLines(cell, widest).map(piecesWidth));
}

function listedRows({head, rows}: TableBlock, columns: number): ReadonlyArray<readonly Piece[]> {
	const colon: Piece = {text: safe`:`, tone: 'dim'};
	return rows.flatMap((row, number) => [
		...(number === 0 ? [] : [[]]),
		...head.flatMap((cell, index) => {
			const name = inlineLines(cell, columns, {tone: 'dim'});
			const last = [...(name.at(-1) ?? []), colon];
			const indent = {text: blanks(2)};
			const value = inlineLines(row[index] ?? [], Math.max(1, columns - 2));
			const isShort = piecesWidth(last) + 1 + piecesWidth(value[0] ?? []) <= columns;
			return isShort && value.length === 1
				? [...name.slice(0, -1), [...last, {text: blanks(1)}, ...(value[0] ?? [])]]
				: [...name.slice(0, -1), last, ...value.map(line => [indent, ...line])];
		}),
	]);
}
