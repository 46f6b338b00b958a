import {countColumn, shortDurationColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, padStart} from '../theme/width.ts';
import {textColumn} from './detail-head.ts';
import {activeLook, cursorNameLook} from './focus-look.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';
import {headWithRowsOut, type RowsOut} from './rows-out.ts';
import {wrapWords} from './wrap-words.ts';

/** A row of the list of conversations. */
export type ChatListRow = {
	/** Raw; undefined: it has none. */
	readonly title: string | undefined;
	/** Nothing of it is kept yet. */
	readonly isNew: boolean;
	/** Since it was changed; undefined: just now. */
	readonly ageMs: number | undefined;
	readonly turns: number;
	readonly mark: ChatMark | undefined;
	/** Its answers are on the screen. */
	readonly isShown: boolean;
	readonly isUnderCursor: boolean;
};

/** What is the matter with a conversation, or goes on in it. */
export type ChatMark =
	| {readonly kind: 'answering'; readonly spinner: Safe}
	| {readonly kind: 'waiting' | 'failed' | 'damaged' | 'deleted'};

export type ChatList = {
	readonly rows: readonly ChatListRow[];
	readonly out: RowsOut;
	/** Why there are none, or why they are old. */
	readonly notes: readonly Safe[];
	/** The keys go there. */
	readonly isFocused: boolean;
};

type Look = {readonly columns: number; readonly profile: Profile};

const ageWidth = 5;
const turnsWidth = 6;
const gutter = 2;
/** From here on there is room for how long a conversation is. */
const leastWithTurns = 60;
const justNowMs = 60_000;
const longestTitle = 400;

/** `CHATS` and its rows: what goes on in each, its title, how long ago it was changed. */
export function chatListPicture(list: ChatList, look: Look): readonly ScreenLine[] {
	return [
		headLine(list, look),
		...noteLines(list.notes, look.columns),
		...list.rows.map(row => rowLine(row, list.isFocused, look)),
	];
}

/** How many lines of the list the notes take. */
export function noteLines(notes: readonly Safe[], columns: number): readonly ScreenLine[] {
	return notes
		.flatMap(note => wrapWords(note, Math.max(1, columns - 1 - textColumn)))
		.map(text => ({
			pieces: placePieces([{column: textColumn, pieces: [{text, tone: 'dim'}]}]),
		}));
}

function headLine({out, isFocused}: ChatList, {columns, profile}: Look): ScreenLine {
	const name: Piece = {
		text: safe`CHATS`,
		...(isFocused ? activeLook(profile) : {tone: 'dim'}),
	};
	const heads: readonly Spot[] =
		columns < leastWithTurns || out.above + out.below > 0
			? []
			: [endingAt(turnsEnd(columns), [{text: safe`TURNS`, tone: 'dim'}])];
	const head = {pieces: placePieces([{column: textColumn, pieces: [name]}, ...heads])};
	return headWithRowsOut(head, out, {columns, glyphs: profile.glyphs});
}

function turnsEnd(columns: number): number {
	return columns - 1 - ageWidth - gutter;
}

function rowLine(row: ChatListRow, isFocused: boolean, {columns, profile}: Look): ScreenLine {
	const {glyphs} = profile;
	const hasTurns = columns >= leastWithTurns;
	const titleEnd = row.isNew
		? columns - 1
		: hasTurns
			? turnsEnd(columns) - turnsWidth - gutter
			: columns - 1 - ageWidth - gutter;
	const isCursor = row.isUnderCursor && isFocused;
	const title: Piece = {
		...titlePiece(row, Math.max(1, titleEnd - textColumn), glyphs),
		...(row.isShown ? {isStrong: true} : {}),
		...(isCursor ? cursorNameLook(profile) : {}),
	};
	return {
		pieces: placePieces([
			...(row.isUnderCursor
				? [{column: 1, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
				: []),
			...(row.mark === undefined ? [] : [{column: 3, pieces: [markPiece(row.mark, glyphs)]}]),
			{column: textColumn, pieces: [title]},
			...(hasTurns && !row.isNew
				? [endingAt(turnsEnd(columns), [{text: countColumn(row.turns, glyphs), tone: 'dim'}])]
				: []),
			...(row.isNew
				? []
				: [
						endingAt(columns - 1, [
							{text: agoColumn(row.ageMs ?? 0, glyphs), tone: 'dim' as const},
						]),
					]),
		]),
		isUnderCursor: isCursor,
	};
}

function titlePiece({title, isNew, mark}: ChatListRow, columns: number, glyphs: Glyphs): Piece {
	const words = title?.slice(0, longestTitle).replaceAll(/\s+/g, ' ').trim() ?? '';
	if (words === '') {
		const text = isNew ? safe`new conversation` : safe`without a title`;
		return {text: cutEnd(text, columns, glyphs), tone: 'dim'};
	}

	return {
		text: cutEnd(clean(words, {maxCharacters: longestTitle}), columns, glyphs),
		...(mark?.kind === 'deleted' ? {tone: 'dim'} : {}),
	};
}

/** `now` below a minute, then `  3 h`: 5 cells. */
export function agoColumn(ageMs: number, glyphs: Glyphs): Safe {
	return ageMs < justNowMs ? padStart(safe`now`, ageWidth) : shortDurationColumn(ageMs, glyphs);
}

function markPiece(mark: ChatMark, glyphs: Glyphs): Piece {
	switch (mark.kind) {
		case 'answering':
			return {text: mark.spinner, tone: 'dim'};
		case 'waiting':
			return {text: glyphs.waiting, tone: 'dim'};
		case 'failed':
			return {text: glyphs.down, tone: 'down'};
		case 'deleted':
			return {text: glyphs.cross, tone: 'dim'};
		default:
			return {text: glyphs.model.differs, tone: 'warning'};
	}
}
