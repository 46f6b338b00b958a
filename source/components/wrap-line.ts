import {clean, type Safe, safe} from '../theme/safe.ts';
import {takeColumns} from '../theme/width.ts';

/** UTF-16 units that one cell may take, with its marks, or as a half of joined emoji: no more of a long text is looked at. */
const unitsOfCell = 20;
const uncut = {maxCharacters: Number.POSITIVE_INFINITY};

/**
 * The rows of a line that was typed: broken at blanks, its other blanks as they are, and inside a word that is longer
 * than a row. As many rows as are wanted: what follows costs nothing.
 */
export function wrapLine(text: Safe, columns: number, mostRows: number): readonly Safe[] {
	const rows: Safe[] = [];
	let start = 0;
	while (start < text.length && rows.length < mostRows) {
		const row = rowFrom(text, start, columns);
		rows.push(clean(text.slice(start, row.end), uncut));
		start = row.next;
	}

	return rows.length === 0 ? [safe``] : rows;
}

function rowFrom(
	text: Safe,
	start: number,
	columns: number,
): {readonly end: number; readonly next: number} {
	const near = clean(text.slice(start, start + (columns + 2) * unitsOfCell), uncut);
	// A character that is wider than a row has one for itself.
	const length = Math.max(1, takeColumns(near, columns).length);
	const end = start + length;
	if (end >= text.length) {
		return {end: text.length, next: text.length};
	}

	const blank = text.lastIndexOf(' ', end);
	return blank > start ? {end: blank, next: blank + 1} : {end, next: end};
}
