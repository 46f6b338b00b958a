import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {activeLook} from './focus-look.ts';
import {hairlineLine} from './hairline.ts';
import {type KeyWords, keysText} from './key-text.ts';
import {placePieces, type Spot} from './place-pieces.ts';

export type Help = {
	/** `Nodes` */
	readonly title: Safe;
	readonly inPlace: readonly KeyWords[];
	readonly everywhere: readonly KeyWords[];
	/** Typed to search, raw. */
	readonly search: string;
	/** Lines that are scrolled out above. */
	readonly scroll: number;
	/** Whether the sentence about capitals stands under the keys. */
	readonly hasCapitals: boolean;
};

const leftColumn = 5;
const rightColumn = 43;
const leftKeys = 8;
/** The widest keys are those of pages. */
const rightKeys = 17;

/** Help, as many rows as it may have. It is made of the keymap, so it cannot be wrong about a key. */
export function helpLines(help: Help, size: HelpSize, profile: Profile): readonly ScreenLine[] {
	const {glyphs} = profile;
	const hint = help.search === '' ? safe`type to search` : safe`search: ${clean(help.search)}`;
	const title = hairlineLine(
		{
			title: {text: safe`keys`, ...activeLook(profile)},
			facts: [
				{text: cutEnd(hint, 40, glyphs), place: 1},
				{text: help.title, place: 0},
			],
		},
		size.columns,
		glyphs,
	);
	const body = bodyLines(help, size.columns, glyphs);
	const under = help.hasCapitals ? [{pieces: []}, sentence(capitals)] : [];
	const rows = Math.max(0, size.rows - 2 - under.length);
	const scroll = Math.max(0, Math.min(help.scroll, body.length - rows));
	const lines = [title, {pieces: []}, ...body.slice(scroll, scroll + rows), ...under];
	return lines.slice(0, size.rows);
}

const capitals = safe`Capitals other than G change something. They ask first.`;

type HelpSize = {readonly columns: number; readonly rows: number};

function bodyLines(help: Help, columns: number, glyphs: Glyphs): readonly ScreenLine[] {
	const {inPlace, everywhere} = help;
	if (inPlace.length + everywhere.length === 0) {
		return [sentence(safe`No key does "${clean(help.search)}". backspace widens the search.`)];
	}

	const heads: readonly Spot[] = [
		{column: leftColumn, pieces: [headPiece(safe`IN ${clean(help.title.toUpperCase())}`)]},
		{column: rightColumn, pieces: [headPiece(safe`EVERYWHERE`)]},
	];
	const rows = Array.from({length: Math.max(inPlace.length, everywhere.length)}, (_, row) => [
		...keySpots(inPlace[row], {column: leftColumn, keys: leftKeys, end: rightColumn - 1}, glyphs),
		...keySpots(everywhere[row], {column: rightColumn, keys: rightKeys, end: columns - 1}, glyphs),
	]);
	return [heads, ...rows].map(spots => ({pieces: placePieces(spots)}));
}

function headPiece(text: Safe): Piece {
	return {text, tone: 'dim'};
}

function sentence(text: Safe): ScreenLine {
	return {pieces: placePieces([{column: leftColumn, pieces: [{text}]}])};
}

type Place = {readonly column: number; readonly keys: number; readonly end: number};

function keySpots(
	line: KeyWords | undefined,
	{column, keys, end}: Place,
	glyphs: Glyphs,
): readonly Spot[] {
	if (line === undefined) {
		return [];
	}

	const text = keysText(line.keys, safe` `, glyphs);
	const words = column + Math.max(keys, widthOf(text) + 2);
	return [
		{column, pieces: [{text}]},
		{column: words, pieces: [{text: cutEnd(clean(line.words), end - words, glyphs)}]},
	];
}
