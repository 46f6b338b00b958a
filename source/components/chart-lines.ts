import {brailleChart, slotsInCell} from '../theme/braille-chart.ts';
import type {ChartSize, ChartSlot} from '../theme/chart-slot.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {lineChart} from '../theme/line-chart.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';

export type ChartScale = {readonly from: number; readonly to: number};

export type Chart = {
	readonly name: Safe;
	/** Beside the name: `0-4 MB/s`. Undefined: 0 to 100%. */
	readonly scaleText: Safe | undefined;
	readonly scale: ChartScale;
	/** Oldest first; undefined is a hole. */
	readonly values: ReadonlyArray<number | undefined>;
	/** What stands there while nothing is known. */
	readonly emptyText: Safe;
	/** The last value, as a number of a column is written. */
	readonly lastText: Safe;
};

/** Cells. */
const chartWidth = 36;
const firstColumn = 5;
/** The scale hangs left of the first chart. */
const scaleEnd = 4;

/** So many charts stand beside each other (SCREENS 4). */
export function chartsInRow(columns: number): 2 | 3 {
	return columns < 120 ? 2 : 3;
}

/** So many values one chart draws: two a cell in braille. */
export function chartValues(glyphs: Glyphs): number {
	return chartWidth * slotsPerCell(glyphs);
}

export function slotsPerCell({chartLine}: Glyphs): number {
	return chartLine === undefined ? slotsInCell : 1;
}

export type ChartPlace = {
	readonly columns: number;
	/** Under the titles. */
	readonly rows: number;
	readonly glyphs: Glyphs;
	/** Under the chart, instead of its lowest row: how long ago its left edge is. */
	readonly sinceText: Safe | undefined;
};

/** A title and a picture for each chart, all beside each other. */
export function chartLines(charts: readonly Chart[], place: ChartPlace): readonly ScreenLine[] {
	const {columns, rows, glyphs, sinceText} = place;
	const gap = columns < 100 ? 2 : 3;
	const column = (index: number): number => firstColumn + index * (chartWidth + gap);
	const size = {columns: chartWidth, rows: sinceText === undefined ? rows : rows - 1};
	const pictures = charts.map(chart => picture(chart, size, glyphs));
	const scales = scaleTexts(charts[0], size.rows);
	const titles = charts.flatMap((chart, index) => titleSpots(chart, column(index), glyphs));
	const drawn = Array.from({length: size.rows}, (_, row) => [
		...scaleSpots(scales[row]),
		...pictures.map((lines, index) => ({column: column(index), pieces: lines[row] ?? []})),
	]);
	const time = sinceText === undefined ? [] : [timeSpots(sinceText)];
	return [titles, ...drawn, ...time].map(spots => ({pieces: placePieces(spots)}));
}

/** `cpu          87%`, or `net ↓  0-4 MB/s      1.2 MB/s` */
function titleSpots({name, scaleText, lastText}: Chart, column: number, glyphs: Glyphs): Spot[] {
	const scale: readonly Piece[] =
		scaleText === undefined ? [] : [{text: safe`  ${scaleText}`, tone: 'dim'}];
	const nameText = cutEnd(name, chartWidth - widthOf(lastText) - 2, glyphs);
	return [
		{column, pieces: [{text: nameText}, ...scale]},
		endingAt(column + chartWidth, [{text: lastText}]),
	];
}

/** Only of the first chart, and only where its name does not tell it. */
function scaleTexts(first: Chart | undefined, rows: number): readonly (Safe | undefined)[] {
	return Array.from({length: rows}, (_, row) =>
		first === undefined || first.scaleText !== undefined
			? undefined
			: row === 0
				? safe`100`
				: row === rows - 1
					? safe`0`
					: undefined,
	);
}

function scaleSpots(text: Safe | undefined): readonly Spot[] {
	return text === undefined ? [] : [endingAt(scaleEnd, [{text, tone: 'dim'}])];
}

function timeSpots(sinceText: Safe): readonly Spot[] {
	return [
		{column: firstColumn, pieces: [{text: sinceText, tone: 'dim'}]},
		endingAt(firstColumn + chartWidth, [{text: safe`now`, tone: 'dim'}]),
	];
}

function picture(
	{values, scale, emptyText}: Chart,
	size: ChartSize,
	glyphs: Glyphs,
): ReadonlyArray<readonly Piece[]> {
	if (values.every(value => value === undefined)) {
		const words: readonly Piece[] = [{text: emptyText, tone: 'dim'}];
		return size.rows > 1 ? [[], words] : [words];
	}

	const slots = values.map(value => slotOf(value, scale));
	return chartRows(slots, size, glyphs).map(text => [{text, tone: 'bar'}]);
}

function slotOf(value: number | undefined, {from, to}: ChartScale): ChartSlot {
	const fraction = value === undefined ? undefined : (value - from) / (to - from);
	return fraction === undefined ? undefined : {low: fraction, high: fraction};
}

/** In the strokes of the terminal. */
export function chartRows(
	slots: readonly ChartSlot[],
	size: ChartSize,
	{chartLine}: Glyphs,
): readonly Safe[] {
	return chartLine === undefined ? brailleChart(slots, size) : lineChart(slots, size, chartLine);
}
