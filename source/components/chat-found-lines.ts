import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {cutEnd, cutStart, widthOf} from '../theme/width.ts';
import {agoColumn} from './chat-list-lines.ts';
import {textColumn} from './detail-head.ts';
import {cursorNameLook} from './focus-look.ts';
import {endingAt, placePieces} from './place-pieces.ts';

/** A conversation in which the words were found; all text is raw. */
export type ChatFoundRow = {
	readonly title: string;
	readonly ageMs: number;
	readonly excerpt: Excerpt;
	readonly isUnderCursor: boolean;
};

/** The words, and what stands around them. */
export type Excerpt = {readonly before: string; readonly words: string; readonly after: string};

type Place = {readonly columns: number; readonly profile: Profile};

export const foundRowLines = 2;

const ageWidth = 5;
const gutter = 2;

/** Its title and how long ago it was changed, and under it what was found. */
export function chatFoundLines(row: ChatFoundRow, place: Place): readonly ScreenLine[] {
	const {columns, profile} = place;
	const {glyphs} = profile;
	const {title, ageMs, excerpt, isUnderCursor} = row;
	const words = oneLine(title.slice(0, longestPart)).trim();
	const text = words === '' ? safe`without a title` : clean(words, {maxCharacters: longestPart});
	const titleWidth = Math.max(1, columns - 1 - ageWidth - gutter - textColumn);
	return [
		{
			pieces: placePieces([
				...(isUnderCursor
					? [{column: 1, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
					: []),
				{
					column: textColumn,
					pieces: [
						{
							text: cutEnd(text, titleWidth, glyphs),
							...(isUnderCursor ? cursorNameLook(profile) : {}),
						},
					],
				},
				endingAt(columns - 1, [{text: agoColumn(ageMs, glyphs), tone: 'dim'}]),
			]),
			isUnderCursor,
		},
		{
			pieces: placePieces([
				{
					column: textColumn,
					pieces: excerptPieces(excerpt, Math.max(1, columns - 1 - textColumn), glyphs),
				},
			]),
		},
	];
}

const longestPart = 400;

/** The words strong, with as much around them as fits: where both is too long, twice as much behind them. */
export function excerptPieces(
	{before, words, after}: Excerpt,
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	const lead = clean(oneLine(before.slice(-longestPart)).trimStart());
	const rest = clean(oneLine(after.slice(0, longestPart)).trimEnd(), {maxCharacters: longestPart});
	const found = cutEnd(
		clean(oneLine(words.slice(0, longestPart)), {maxCharacters: longestPart}),
		columns,
		glyphs,
	);
	const room = columns - widthOf(found);
	const leadRoom = Math.max(Math.floor(room / 3), room - widthOf(rest));
	const shownLead = cutStart(lead, leadRoom, glyphs);
	const shownRest = cutEnd(rest, room - widthOf(shownLead), glyphs);
	const pieces: readonly Piece[] = [
		{text: shownLead, tone: 'dim'},
		{text: found, isStrong: true},
		{text: shownRest, tone: 'dim'},
	];
	return pieces.filter(({text}) => text !== '');
}

function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ');
}
