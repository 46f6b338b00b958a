import type {Glyphs} from './glyphs.ts';
import {joinSafe, type Safe, safe} from './safe.ts';
import {blanks} from './width.ts';

/**
 * `███████▏  `, exactly `columns` wide; blank when unknown. It is empty at 0 and full at 1 only: all between shows at
 * least one part and lacks at least one.
 */
export function bar(fraction: number | undefined, columns: number, glyphs: Glyphs): Safe {
	const {full, ends} = glyphs.bar;
	const partsOfCell = ends.length + 1;
	const parts = filledParts(fraction ?? 0, columns * partsOfCell);
	const fullCells = Math.floor(parts / partsOfCell);
	const end = ends[(parts % partsOfCell) - 1];
	return joinSafe(
		[
			...Array.from({length: fullCells}, () => full),
			...(end === undefined ? [] : [end]),
			blanks(columns - fullCells - (end === undefined ? 0 : 1)),
		],
		safe``,
	);
}

function filledParts(fraction: number, allParts: number): number {
	if (!(fraction > 0) || allParts === 0) {
		return 0;
	}

	return fraction >= 1
		? allParts
		: Math.min(Math.max(Math.round(fraction * allParts), 1), allParts - 1);
}
