import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, safe} from '../theme/safe.ts';
import {padStart, widthOf} from '../theme/width.ts';

/** Jobs in the header; undefined counts are not known. `isOld`: they are what was told last. */
export type HeaderJobs = {
	readonly running: number | undefined;
	readonly waiting: number | undefined;
	readonly isOld: boolean;
};

/** With the blank that is always before a number. */
const runsWidth = 5;
const waitsWidth = 6;
const thousand = 1000;

/** `jobs    4 run    25 wait`, 24 cells. */
export function headerJobsPieces(
	{running, waiting, isOld}: HeaderJobs,
	glyphs: Glyphs,
): readonly Piece[] {
	const tone = isOld ? ({tone: 'dim'} as const) : {};
	return [
		{text: safe`jobs`, tone: 'dim'},
		{text: countOf(running, runsWidth, glyphs), ...tone},
		{text: safe` run`, tone: 'dim'},
		{text: countOf(waiting, waitsWidth, glyphs), ...tone},
		{text: safe` wait`, tone: 'dim'},
	];
}

/** ` 1,840`; what would touch the word before it is told in thousands: `  46 k`. */
function countOf(count: number | undefined, width: number, glyphs: Glyphs) {
	if (count === undefined) {
		return padStart(glyphs.absent, width);
	}

	const text = clean(count.toLocaleString('en'));
	return widthOf(text) < width
		? padStart(text, width)
		: padStart(safe`${Math.floor(count / thousand)} k`, width);
}
