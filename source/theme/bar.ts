import type {Glyphs} from './glyphs.ts';
import {clean, type Safe} from './safe.ts';

/**
 * `███████▏  `, exactly `columns` wide; blank when unknown. It is empty at 0 and full at 1 only: all between shows at
 * least one part and lacks at least one.
 */
export function bar(fraction: number | undefined, columns: number, {bar}: Glyphs): Safe {
	const partsOfCell = bar.ends.length + 1;
	const parts = filledParts(fraction ?? 0, columns * partsOfCell);
	const end = bar.ends[(parts % partsOfCell) - 1] ?? '';
	return clean(`${bar.full.repeat(Math.floor(parts / partsOfCell))}${end}`.padEnd(columns), {
		maxCharacters: Math.max(1, columns),
	});
}

function filledParts(fraction: number, allParts: number): number {
	if (!(fraction > 0)) {
		return 0;
	}

	return fraction >= 1
		? allParts
		: Math.min(Math.max(Math.round(fraction * allParts), 1), allParts - 1);
}
