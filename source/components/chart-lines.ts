import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {type SparkScale, sparkline} from './sparkline.ts';

export type Chart = {
	readonly name: Safe;
	/** Beside the name: `0-4 MB/s`. Undefined: 0 to 100%. */
	readonly scaleText: Safe | undefined;
	readonly scale: SparkScale;
	/** Oldest first; undefined is a hole. */
	readonly values: ReadonlyArray<number | undefined>;
	/** Whether the node tells of it at all. */
	readonly hasSensor: boolean;
	/** The last value, as a number of a column is written. */
	readonly lastText: Safe;
};

/** Cells, and so many samples. */
export const chartWidth = 36;
const firstColumn = 5;

/** So many charts stand beside each other (SCREENS 4). */
export function chartsInRow(columns: number): 2 | 3 {
	return columns < 120 ? 2 : 3;
}

/** A title and a line of heights for each chart, all beside each other. */
export function chartLines(
	charts: readonly Chart[],
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const gap = columns < 100 ? 2 : 3;
	const column = (index: number): number => firstColumn + index * (chartWidth + gap);
	return [
		charts.flatMap((chart, index) => titleSpots(chart, column(index), glyphs)),
		charts.map((chart, index) => ({column: column(index), pieces: [picture(chart, glyphs)]})),
	].map(spots => ({pieces: placePieces(spots)}));
}

function titleSpots({name, scaleText, lastText}: Chart, column: number, glyphs: Glyphs): Spot[] {
	const scale: readonly Piece[] =
		scaleText === undefined ? [] : [{text: safe`  ${scaleText}`, tone: 'dim'}];
	const nameText = cutEnd(name, chartWidth - widthOf(lastText) - 2, glyphs);
	return [
		{column, pieces: [{text: nameText}, ...scale]},
		{column: column + chartWidth - widthOf(lastText), pieces: [{text: lastText}]},
	];
}

function picture({values, scale, hasSensor}: Chart, glyphs: Glyphs): Piece {
	return values.some(value => value !== undefined)
		? {text: sparkline(values, chartWidth, {scale, glyphs}), tone: 'bar'}
		: {text: hasSensor ? safe`no data yet` : safe`no sensor here`, tone: 'dim'};
}
