import type {Happening, LogEntry} from '../domain/log-entry.ts';
import {latencyColumn} from '../theme/column-text.ts';
import {countOfRuns, eventParts, eventShape, resultText} from '../theme/event-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {timeColumn} from '../theme/time-text.ts';
import {cutEnd, cutMiddle, widthOf} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {placePieces, type Spot} from './place-pieces.ts';

/** Where everything of a row of the events stands at a width. */
export type EventColumns = {
	readonly whereWidth: number;
	readonly what: number;
	readonly took: number;
	readonly result: number;
	/** The last column but one: what is told goes so far where there is no result. */
	readonly end: number;
};

const timeColumnAt = 5;
const whereColumn = 15;
const gutter = 2;
const tookWidth = 6;

export function eventColumns(columns: number): EventColumns {
	const whereWidth = columns >= 200 ? 21 : 12;
	const isNarrow = columns < 100;
	const result = columns - (isNarrow ? 9 : 16);
	return {
		whereWidth,
		what: whereColumn + whereWidth + gutter,
		took: result - (isNarrow ? gutter : 3) - tookWidth,
		result,
		end: columns - 1,
	};
}

/** `     TIME      WHERE         WHAT                 TOOK   RESULT` */
export function eventsHead({what, took, result}: EventColumns): ScreenLine {
	const heads = [
		[timeColumnAt, safe`TIME`],
		[whereColumn, safe`WHERE`],
		[what, safe`WHAT`],
		[took + tookWidth - 4, safe`TOOK`],
		[result, safe`RESULT`],
	] as const;
	return {
		pieces: placePieces(
			heads.map(([column, text]) => ({column, pieces: [{text, tone: 'dim' as const}]})),
		),
	};
}

export type EventRow = {
	readonly entry: LogEntry;
	readonly nowWallMs: number;
	/** Whether what goes on there can be going on still. */
	readonly isConnected: boolean;
	readonly isUnderCursor: boolean;
};

/** ` › ▲ 14:01:52  pi-worker1    temperature 81°C, over 75°C in 2 samples · now throttled` */
export function eventRowLine(row: EventRow, columns: EventColumns, profile: Profile): ScreenLine {
	const {entry, nowWallMs, isUnderCursor} = row;
	const {glyphs} = profile;
	const {node, what, wallMs} = entry;
	const place = node ?? clusterOf(what);
	const where =
		place === undefined
			? glyphs.absent
			: cutMiddle(clean(place, {maxCharacters: 200}), columns.whereWidth, glyphs);
	const spots: readonly Spot[] = [
		...(isUnderCursor
			? [{column: 1, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		{column: 3, pieces: [eventShape(what, glyphs)]},
		{column: timeColumnAt, pieces: [{text: timeColumn(wallMs, nowWallMs)}]},
		{
			column: whereColumn,
			pieces: [{text: where, ...(isUnderCursor ? cursorNameLook(profile) : {})}],
		},
		...(what.kind === 'command'
			? commandSpots(what, row, {columns, glyphs})
			: tellSpots(what, columns, glyphs)),
	];
	return {pieces: placePieces(spots), isUnderCursor};
}

function clusterOf(what: Happening): string | undefined {
	switch (what.kind) {
		case 'deed':
			return what.deed.cluster;
		case 'cluster':
			return what.news.cluster;
		default:
			return undefined;
	}
}

function tellSpots(
	what: Exclude<Happening, {kind: 'command'}>,
	columns: EventColumns,
	glyphs: Glyphs,
): readonly Spot[] {
	const text = fitParts(eventParts(what, glyphs), columns.end - columns.what, glyphs);
	return [{column: columns.what, pieces: [{text}]}];
}

type Command = Extract<Happening, {kind: 'command'}>;
type Room = {readonly columns: EventColumns; readonly glyphs: Glyphs};

/** How often it was run stays where the command is cut. */
function commandSpots(
	{run, count}: Command,
	{isConnected}: EventRow,
	{columns, glyphs}: Room,
): readonly Spot[] {
	const times = countOfRuns(run, count, glyphs);
	const room = columns.took - gutter - columns.what - widthOf(times);
	const command = cutEnd(clean(run.command, {maxCharacters: 500}), room, glyphs);
	const result = cutEnd(resultText(run, isConnected, glyphs), columns.end - columns.result, glyphs);
	return [
		{column: columns.what, pieces: [{text: safe`${command}${times}`}]},
		...(run.tookMs === undefined
			? []
			: [{column: columns.took, pieces: [{text: latencyColumn(run.tookMs, glyphs)}]}]),
		{column: columns.result, pieces: [{text: result}]},
	];
}
