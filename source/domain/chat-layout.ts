import {frameRows, type ScreenSize} from './screen.ts';

/** Where the parts of the chat tab stand (SCREENS 2, Chat): the list at the left, beside it who said what. */
export type ChatColumns = {
	/** Cells of the list, from the left edge on; 0: it stands in the place of the answers while it has the keys. */
	readonly listColumns: number;
	/** Where `you` stands, the hairline over the input begins, and the mark of the input is. */
	readonly roleColumn: number;
	readonly textColumn: number;
	/** Cells of the text, of the answers and of what is typed. */
	readonly textColumns: number;
};

/** Narrower, it has no list beside it. */
const leastWithList = 100;
const leastWithWideList = 160;

/** Wider lines are hard to read: the eye does not find the next one. */
const mostTextColumns = 100;

export function chatColumns({columns}: Pick<ScreenSize, 'columns'>): ChatColumns {
	const listColumns = columns < leastWithList ? 0 : columns < leastWithWideList ? 28 : 44;
	const roleColumn = listColumns === 0 ? 1 : listColumns + 2;
	const textColumn = listColumns === 0 ? 5 : listColumns + 7;
	const textColumns = Math.min(mostTextColumns, columns - 1 - textColumn);
	return {listColumns, roleColumn, textColumn, textColumns};
}

/** A line of what was said, which stays the same one while lines above and below it come and go. */
export type TranscriptSpot = {
	/** The part of what was said, and the how many-th it is, for where it is called otherwise now. */
	readonly part: string;
	readonly index: number;
	/** A long part is laid out in chunks: the one that the line is in, and which of its lines. */
	readonly chunk: number;
	readonly line: number;
	/** Cells of the text, for where it is laid out otherwise now. */
	readonly columns: number;
};

/** The first line of what is seen; `end`: as far down as there is something. */
export type TranscriptPlace = 'end' | TranscriptSpot;

/** Rows that what is typed has at most: a third of the body. */
export function mostDraftRows({rows}: Pick<ScreenSize, 'rows'>): number {
	return Math.max(1, Math.floor((rows - frameRows) / 3));
}
