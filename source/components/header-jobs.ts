import {countColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {safe} from '../theme/safe.ts';
import {padStart, widthOf} from '../theme/width.ts';

/** Jobs in the header; undefined counts are not known. `isOld`: they are what was told last. */
export type HeaderJobs = {
	readonly running: number | undefined;
	readonly waiting: number | undefined;
	readonly isOld: boolean;
};

const runsWidth = 5;
const thousand = 1000;

/** `jobs    4 run    25 wait`, 24 cells. */
export function headerJobsPieces(
	{running, waiting, isOld}: HeaderJobs,
	glyphs: Glyphs,
): readonly Piece[] {
	const tone = isOld ? ({tone: 'dim'} as const) : {};
	return [
		{text: safe`jobs`, tone: 'dim'},
		{text: runsColumn(running, glyphs), ...tone},
		{text: safe` run`, tone: 'dim'},
		{text: countColumn(waiting, glyphs), ...tone},
		{text: safe` wait`, tone: 'dim'},
	];
}

/** As a count, in one cell less. */
function runsColumn(running: number | undefined, glyphs: Glyphs) {
	if (running === undefined) {
		return padStart(glyphs.absent, runsWidth);
	}

	const text = safe`${running}`;
	return widthOf(text) <= runsWidth - 1
		? padStart(text, runsWidth)
		: padStart(safe`${Math.floor(running / thousand)} k`, runsWidth);
}
