import type {ChartSlot} from '../theme/chart-slot.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {
	cutPieces,
	endingAt,
	piecesWidth,
	placePieces,
	repeated,
	type Spot,
} from './place-pieces.ts';
import {chartRows, slotsPerCell} from './chart-lines.ts';

/** One series over all that is remembered of it. */
export type LargeChart = {
	readonly name: Safe;
	/** `0-4 MB/s` */
	readonly scaleText: Safe;
	readonly lastText: Safe;
	/** Which of how many can be chosen, counted from 1. */
	readonly place: {readonly at: number; readonly of: number};
	/** Beside the axis, three cells each at most. */
	readonly marks: {readonly top: Safe; readonly middle: Safe; readonly bottom: Safe};
	/** Oldest first, as fractions of the scale. */
	readonly slots: readonly ChartSlot[];
	/** What stands there while nothing is known. */
	readonly emptyText: Safe;
	/** How long ago the left edge is, then in equal steps up to now. */
	readonly times: readonly Safe[];
};

const markEnd = 4;
const axisColumn = 5;
const firstColumn = axisColumn + 1;
/** Title, axis and times. */
const linesAround = 3;

/** So many slots fill the chart at this width. */
export function largeChartSlots(columns: number, glyphs: Glyphs): number {
	return chartColumns(columns) * slotsPerCell(glyphs);
}

function chartColumns(columns: number): number {
	return Math.max(1, columns - 1 - firstColumn);
}

export type LargeChartPlace = {
	readonly columns: number;
	/** With its title, axis and times. */
	readonly rows: number;
	readonly glyphs: Glyphs;
};

export function largeChartLines(chart: LargeChart, place: LargeChartPlace): readonly ScreenLine[] {
	const {columns, glyphs} = place;
	const size = {columns: chartColumns(columns), rows: Math.max(1, place.rows - linesAround)};
	const isEmpty = chart.slots.every(slot => slot === undefined);
	const drawn = isEmpty ? [] : chartRows(chart.slots, size, glyphs);
	const middle = Math.floor((size.rows - 1) / 2);
	const rows = Array.from({length: size.rows}, (_, row): readonly Spot[] => {
		const mark = row === 0 ? chart.marks.top : row === middle ? chart.marks.middle : undefined;
		const text: Piece =
			isEmpty && row === middle
				? {text: safe` ${chart.emptyText}`, tone: 'dim'}
				: {text: drawn[row] ?? safe``, tone: 'bar'};
		return [
			...markSpots(mark),
			{column: axisColumn, pieces: [{text: glyphs.axis.tick, tone: 'rule'}]},
			{column: firstColumn, pieces: [text]},
		];
	});
	const axis = safe`${glyphs.axis.origin}${repeated(glyphs.axis.line, size.columns)}`;
	const axisSpots: readonly Spot[] = [
		...markSpots(chart.marks.bottom),
		{column: axisColumn, pieces: [{text: axis, tone: 'rule'}]},
	];
	return [titleSpots(chart, place), ...rows, axisSpots, timeSpots(chart.times, columns)].map(
		spots => ({pieces: placePieces(spots)}),
	);
}

/** `gpu  0-100%   ← → another, 3 of 8                  98%` */
function titleSpots(chart: LargeChart, {columns, glyphs}: LargeChartPlace): readonly Spot[] {
	const {left, right} = glyphs.arrows;
	const {at, of} = chart.place;
	const last: Spot = endingAt(columns - 1, [{text: chart.lastText}]);
	const title: readonly Piece[] = [
		{text: chart.name, isStrong: true},
		{text: safe`  ${chart.scaleText}   ${left} ${right} another, ${at} of ${of}`, tone: 'dim'},
	];
	return [
		{column: axisColumn, pieces: cutPieces(title, last.column - 1 - axisColumn, glyphs)},
		last,
	];
}

function markSpots(text: Safe | undefined): readonly Spot[] {
	return text === undefined ? [] : [endingAt(markEnd, [{text, tone: 'dim'}])];
}

/** The last of them ends at the right edge. */
function timeSpots(times: readonly Safe[], columns: number): readonly Spot[] {
	const width = chartColumns(columns);
	return times.map((text, index) => {
		const pieces: readonly Piece[] = [{text, tone: 'dim'}];
		const column = axisColumn + Math.round((width * index) / Math.max(1, times.length - 1));
		return index === times.length - 1
			? endingAt(columns - 1, pieces)
			: {column: index === 0 ? axisColumn : column - Math.floor(piecesWidth(pieces) / 2), pieces};
	});
}
