import {logColumns, logTextColumns} from '../domain/screen.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {countText} from '../theme/number-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {timeText} from '../theme/time-text.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {activeLook} from './focus-look.ts';
import {type HairlineFact, hairlineLine} from './hairline.ts';
import {logRowPieces, type RangesIn} from './log-row.ts';
import {placePieces, type Spot} from './place-pieces.ts';

/** A log as it is on screen. */
export type LogPicture = {
	readonly title: Safe;
	readonly facts: readonly HairlineFact[];
	/** As many rows of the log as may be seen, the first on top. */
	readonly rows: readonly LogPictureRow[];
	/** Where there are more rows than room the last ones are seen. */
	readonly isFollowing: boolean;
	readonly isWrapped: boolean;
	readonly hasTimes: boolean;
	/** Where in a text is what is looked for; undefined: nothing is. */
	readonly rangesIn: RangesIn | undefined;
	/** What is told under the rows. */
	readonly notes: readonly Piece[];
	readonly search: LogSearch | undefined;
};

export type LogPictureRow = {
	/** A line of the log, raw, or a remark of ours. */
	readonly content:
		| {readonly kind: 'line'; readonly text: string}
		| {readonly kind: 'remark'; readonly text: Safe};
	readonly wallMs: number;
	/** The match that was found last. */
	readonly isFound: boolean;
};

export type LogSearch = {
	/** As typed, raw. */
	readonly text: string;
	/** Counted from 1; undefined: on none of them. */
	readonly index: number | undefined;
	readonly count: number;
};

export type LogSize = {
	readonly columns: number;
	/** Of the whole picture. */
	readonly rows: number;
	readonly lineRows: number;
	readonly isAiry: boolean;
};

/** The log over the line of speech, its hairline first. */
export function logLines(
	picture: LogPicture,
	size: LogSize,
	profile: Profile,
): readonly ScreenLine[] {
	const {columns, lineRows, isAiry} = size;
	const {glyphs} = profile;
	const gap: readonly ScreenLine[] = isAiry ? [{pieces: []}] : [];
	const head = hairlineLine(
		{title: {text: picture.title, ...activeLook(profile)}, facts: picture.facts},
		columns,
		glyphs,
	);
	const drawn = rowLines(picture, size, glyphs);
	const blank = Array.from({length: lineRows - drawn.length}, () => ({pieces: []}));
	const notes = picture.notes.map(note => ({
		pieces: placePieces([
			{
				column: textColumn(picture),
				pieces: [{...note, text: cutEnd(note.text, textColumns(picture, size), glyphs)}],
			},
		]),
	}));
	const body =
		drawn.length === 0 ? [...notes, ...blank.slice(notes.length)] : [...drawn, ...blank, ...notes];
	return [head, ...gap, ...body, ...searchLines(picture, columns, glyphs)];
}

function textColumn({hasTimes}: LogPicture): number {
	return hasTimes ? logColumns.textAfterTime : logColumns.text;
}

function textColumns({hasTimes}: LogPicture, {columns, rows}: LogSize): number {
	return logTextColumns({columns, rows}, hasTimes);
}

/** Only what is seen is measured, and of rows that are followed those over it until the screen is full. */
function rowLines(picture: LogPicture, size: LogSize, glyphs: Glyphs): readonly ScreenLine[] {
	const {rows, isFollowing} = picture;
	const {lineRows} = size;
	const drawn: (readonly ScreenLine[])[] = [];
	let used = 0;
	for (const row of isFollowing ? rows.toReversed() : rows) {
		if (used >= lineRows) {
			break;
		}

		const lines = linesOfRow(row, picture, {size, glyphs});
		used += lines.length;
		drawn.push(lines);
	}

	return isFollowing ? drawn.toReversed().flat().slice(-lineRows) : drawn.flat().slice(0, lineRows);
}

type Drawing = {readonly size: LogSize; readonly glyphs: Glyphs};

function linesOfRow(
	row: LogPictureRow,
	picture: LogPicture,
	{size, glyphs}: Drawing,
): readonly ScreenLine[] {
	const columns = textColumns(picture, size);
	const {isWrapped, rangesIn} = picture;
	const texts: ReadonlyArray<readonly Piece[]> =
		row.content.kind === 'remark'
			? [[{text: cutEnd(row.content.text, columns, glyphs), tone: 'dim'}]]
			: logRowPieces(
					{text: row.content.text, isWrapped, rangesIn, isFound: row.isFound},
					columns,
					glyphs,
				);
	return texts.map((pieces, index): ScreenLine => {
		const time: readonly Spot[] =
			picture.hasTimes && index === 0
				? [{column: 1, pieces: [{text: timeText(row.wallMs), tone: 'dim'}]}]
				: [];
		return {pieces: placePieces([...time, {column: textColumn(picture), pieces}])};
	});
}

const countColumn = 4;

/** ` /step 18    3 of 41` */
function searchLines({search}: LogPicture, columns: number, glyphs: Glyphs): readonly ScreenLine[] {
	if (search === undefined) {
		return [];
	}

	const {text, index, count} = search;
	const counted =
		count === 0
			? safe`not found`
			: index === undefined
				? safe`in ${clean(countText(count, 'line'))}`
				: safe`${clean(index.toLocaleString('en'))} of ${clean(count.toLocaleString('en'))}`;
	const room = columns - 2 - 1 - countColumn - widthOf(counted);
	const pieces: readonly Piece[] = [
		{text: safe`/`, tone: 'accent'},
		{text: cutEnd(clean(text), room, glyphs)},
		{text: safe`    `},
		{text: counted, tone: 'dim'},
	];
	return [{pieces: placePieces([{column: 1, pieces}])}];
}
