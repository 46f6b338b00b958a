import type {TimeLimit} from '../domain/job.ts';
import type {AskedAndUsed, JobEfficiency} from '../domain/job-efficiency.ts';
import {bar} from '../theme/bar.ts';
import {durationColumn, loadColumn, shareColumn, sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {limitText} from '../theme/job-text.ts';
import type {Piece, ScreenLine, Tone} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, padStart, widthOf} from '../theme/width.ts';
import {jobLabelColumn} from './job-head.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';

/** A node that a job runs on, as it is now. */
export type JobPlace = {
	/** As the rack names it where it is in the rack; raw. */
	readonly name: string;
	readonly shape: Piece;
	/** Undefined: nothing is known of it now, and `words` say why. */
	readonly gauges: readonly JobGauge[] | undefined;
	readonly words: Safe;
};

export type JobGauge = {
	readonly label: Safe;
	readonly fraction: number | undefined;
	readonly tone?: Tone;
};

export type UsagePicture = {
	/** Undefined: it has used nothing yet. */
	readonly efficiency: JobEfficiency;
	/** It has more than one: memory is told of each. */
	readonly hasSeveralNodes: boolean;
	readonly places: readonly JobPlace[];
	/** Nodes beside those. */
	readonly otherPlaces: number;
};

type Columns = {
	readonly askedEnd: number;
	readonly usedEnd: number;
	readonly share: number;
	readonly barWidth: number;
	readonly where: number;
	readonly longestName: number;
	readonly gaugeBar: number;
};

/** As SCREENS 2 draws them at 120; at 80 the bars and the names are shorter. A time used takes 9 cells. */
function columnsOf(columns: number): Columns {
	return columns >= 100
		? {
				...{askedEnd: 27, usedEnd: 38, share: 40, barWidth: 10, where: 62},
				...{longestName: columns >= 120 ? 24 : 10, gaugeBar: 10},
			}
		: {
				...{askedEnd: 24, usedEnd: 35, share: 37, barWidth: 6, where: 50},
				...{longestName: 9, gaugeBar: 5},
			};
}

/** What it asked for and used, and beside it where it runs and how it is there now. */
export function jobUsageLines(
	picture: UsagePicture,
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const rows = askedRows(picture, columnsOf(columns), glyphs);
	return usageTable({...picture, heads: [safe`ASKED`, safe`USED`], rows}, columns, glyphs);
}

export type UsageTable = Pick<UsagePicture, 'places' | 'otherPlaces'> & {
	readonly heads: readonly [asked: Safe, used: Safe];
	readonly rows: ReadonlyArray<readonly Spot[]>;
};

/** Figures, and beside them nodes with their gauges. */
export function usageTable(
	{heads, rows: left, ...picture}: UsageTable,
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const at = columnsOf(columns);
	const right = placeRows(picture, {...at, columns}, glyphs);
	const head: ScreenLine = {
		pieces: placePieces([
			endingAt(at.askedEnd, [dim(heads[0])]),
			endingAt(at.usedEnd, [dim(heads[1])]),
			...(right.length === 0
				? []
				: [
						{column: at.where, pieces: [dim(safe`WHERE`)]},
						{column: gaugeColumn(picture.places, at) + 4, pieces: [dim(safe`NOW`)]},
					]),
		]),
	};
	const rows = Array.from({length: Math.max(left.length, right.length)}, (_, row) => ({
		pieces: placePieces([...(left[row] ?? []), ...(right[row] ?? [])]),
	}));
	return [head, ...rows];
}

function dim(text: Safe): Piece {
	return {text, tone: 'dim'};
}

function askedRows(
	{efficiency: {time, cpu, memory, gpu}, hasSeveralNodes}: UsagePicture,
	at: Columns,
	glyphs: Glyphs,
): ReadonlyArray<readonly Spot[]> {
	const number = (value: number | undefined): Safe =>
		value === undefined ? glyphs.absent : clean(loadColumn(value, glyphs).trim());
	const row = (label: Safe, [asked, used]: readonly [Safe, Safe], fraction?: number) =>
		figureRow({label, figures: [asked, used], fraction}, at, glyphs);
	const count = ({asked, used, fraction}: AskedAndUsed, label: Safe): readonly Spot[] =>
		row(label, [asked === undefined ? glyphs.absent : safe`${asked}`, number(used)], fraction);
	const bytes = (value: number | undefined): Safe => clean(sizeColumn(value, glyphs).trim());
	return [
		row(safe`time`, [limitOf(time.asked, glyphs), durationOf(time.used, glyphs)], time.fraction),
		count(cpu, safe`cpu`),
		row(
			hasSeveralNodes ? safe`mem a node` : safe`memory`,
			[bytes(memory.asked), bytes(memory.used)],
			memory.fraction,
		),
		...(gpu.asked === undefined ? [] : [count(gpu, safe`gpu`)]),
	];
}

export type FigureRow = {
	readonly label: Safe;
	readonly figures: readonly [asked: Safe, used: Safe];
	/** Undefined: there is no bar. */
	readonly fraction: number | undefined;
};

/** `memory        96.0 GiB   71.2 GiB   74% ███████▍` */
export function usageRow(row: FigureRow, columns: number, glyphs: Glyphs): readonly Spot[] {
	return figureRow(row, columnsOf(columns), glyphs);
}

function figureRow(
	{label, figures: [asked, used], fraction}: FigureRow,
	at: Columns,
	glyphs: Glyphs,
): readonly Spot[] {
	return [
		{column: jobLabelColumn, pieces: [dim(label)]},
		endingAt(at.askedEnd, [{text: asked}]),
		endingAt(at.usedEnd, [{text: used}]),
		...(fraction === undefined
			? []
			: [
					{column: at.share, pieces: [{text: shareColumn(fraction, glyphs)}]},
					{
						column: at.share + 5,
						pieces: [{text: bar(Math.min(1, fraction), at.barWidth, glyphs), tone: 'bar' as const}],
					},
				]),
	];
}

function limitOf(asked: TimeLimit | undefined, glyphs: Glyphs): Safe {
	return asked === undefined ? glyphs.absent : limitText(asked);
}

function durationOf(seconds: number | undefined, glyphs: Glyphs): Safe {
	return seconds === undefined
		? glyphs.absent
		: clean(durationColumn(seconds * 1000, glyphs).trim());
}

type PlaceColumns = Columns & {readonly columns: number};

function nameWidth(places: readonly JobPlace[], {longestName}: Columns): number {
	return Math.max(
		6,
		...places.map(({name}) => Math.min(longestName, widthOf(clean(name, {maxCharacters: 200})))),
	);
}

/** Where the labels of gauges begin. */
function gaugeColumn(places: readonly JobPlace[], at: Columns): number {
	return at.where + 2 + nameWidth(places, at) + 2;
}

/** One node has a line for each of its gauges; of several each has one, with the first. */
function placeRows(
	{places, otherPlaces}: Pick<UsagePicture, 'places' | 'otherPlaces'>,
	at: PlaceColumns,
	glyphs: Glyphs,
): ReadonlyArray<readonly Spot[]> {
	const isAlone = places.length === 1 && otherPlaces === 0;
	const column = gaugeColumn(places, at);
	const rows = places.flatMap((place, index): ReadonlyArray<readonly Spot[]> => {
		const name = cutMiddle(clean(place.name, {maxCharacters: 200}), nameWidth(places, at), glyphs);
		const first: readonly Spot[] = [
			{column: at.where, pieces: [place.shape]},
			{column: at.where + 2, pieces: [{text: name, isStrong: index === 0 && isAlone}]},
		];
		if (place.gauges === undefined) {
			return [[...first, {column, pieces: [dim(place.words)]}]];
		}

		const gauges = isAlone ? place.gauges : place.gauges.slice(0, 1);
		return gauges.map((gauge, line) => [
			...(line === 0 ? first : []),
			...gaugeSpots(gauge, {...at, column}, glyphs),
		]);
	});
	return otherPlaces === 0
		? rows
		: [...rows, [{column: at.where + 2, pieces: [dim(safe`and ${otherPlaces} more`)]}]];
}

function gaugeSpots(
	{label, fraction, tone}: JobGauge,
	{column, columns, gaugeBar}: PlaceColumns & {readonly column: number},
	glyphs: Glyphs,
): readonly Spot[] {
	const barColumn = column + 11;
	const room = Math.min(gaugeBar, columns - 1 - barColumn);
	return [
		{column, pieces: [{text: label}]},
		{
			column: column + 6,
			pieces: [
				{
					text: padStart(shareColumn(fraction, glyphs), 4),
					...(tone === undefined ? {} : {tone}),
				},
			],
		},
		...(room < 2 || fraction === undefined
			? []
			: [{column: barColumn, pieces: [{text: bar(fraction, room, glyphs), tone: 'bar' as const}]}]),
	];
}
