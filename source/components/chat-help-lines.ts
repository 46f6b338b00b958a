import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import {textColumn} from './detail-head.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** What can be typed behind a slash. */
export type ChatHelpRow = {
	readonly name: string;
	/** What is typed behind it; empty: nothing. */
	readonly shape: string;
	readonly words: string;
	/** Whether it does its work while an answer streams. */
	readonly isAnytime: boolean;
};

const gutter = 2;

/** `/model [NAME[@NODE]]    the model that answers`, the words in a column of their own. */
export function chatHelpLines(
	rows: readonly ChatHelpRow[],
	{columns, isAiry}: {readonly columns: number; readonly isAiry: boolean},
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const shown = rows.map(row => ({row, head: headOf(row)}));
	const wordsColumn = textColumn + gutter + Math.max(0, ...shown.map(({head}) => widthOf(head)));
	const notes = [
		safe`// sends a question that begins with a slash`,
		...(rows.every(({isAnytime}) => isAnytime)
			? []
			: [safe`${glyphs.bullet} not while an answer streams`]),
	];
	const gap: readonly ScreenLine[] = isAiry ? [{pieces: []}] : [];
	return [
		...gap,
		...shown.flatMap(({row, head}) => rowLines(row, head, {columns, wordsColumn, glyphs})),
		...gap,
		...notes.map(text => ({
			pieces: placePieces([{column: textColumn, pieces: [{text, tone: 'dim' as const}]}]),
		})),
	];
}

function headOf({name, shape}: ChatHelpRow): Safe {
	return shape === '' ? safe`/${clean(name)}` : safe`/${clean(name)} ${clean(shape)}`;
}

type Place = {readonly columns: number; readonly wordsColumn: number; readonly glyphs: Glyphs};

function rowLines(
	{name, words, isAnytime}: ChatHelpRow,
	head: Safe,
	{columns, wordsColumn, glyphs}: Place,
): readonly ScreenLine[] {
	const command = safe`/${clean(name)}`;
	const shape = clean(head.slice(command.length));
	const front: readonly Spot[] = [
		...(isAnytime ? [] : [{column: 3, pieces: [{text: glyphs.bullet, tone: 'dim' as const}]}]),
		{
			column: textColumn,
			pieces: [
				{text: command, isStrong: true},
				{text: shape, tone: 'dim'},
			],
		},
	];
	return wrapWords(clean(words), Math.max(1, columns - 1 - wordsColumn)).map((text, index) => ({
		pieces: placePieces([...(index === 0 ? front : []), {column: wordsColumn, pieces: [{text}]}]),
	}));
}
