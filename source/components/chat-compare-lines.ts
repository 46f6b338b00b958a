import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import type {ChatLine} from './chat-turn-lines.ts';
import {textColumn} from './detail-head.ts';
import {cursorNameLook} from './focus-look.ts';
import {cutPieces, endingAt, placePieces, piecesWidth, type Spot} from './place-pieces.ts';

/** An answer among others. */
export type ComparedCell = {
	/** Whom it was asked of. */
	readonly name: Safe;
	/** How fast it was, or how far it is: one line, cut where it is too long. */
	readonly state: readonly Piece[];
	/** What is said next goes on from it. */
	readonly isFollowed: boolean;
	readonly isUnderCursor: boolean;
	/** From column 0 on, no wider than a cell. */
	readonly lines: readonly ChatLine[];
};

export type CompareLayout = {
	/** Cells of an answer. */
	readonly columns: number;
	/** How many stand side by side. */
	readonly across: number;
};

const gutter = 3;
/** Of the whole terminal (SCREENS 4, breakpoints). */
const leastForTwo = 160;
const leastForThree = 200;

/** How many of so many answers have room side by side. */
export function compareLayout(
	count: number,
	{columns, terminalColumns}: {readonly columns: number; readonly terminalColumns: number},
): CompareLayout {
	const most = terminalColumns >= leastForThree ? 3 : terminalColumns >= leastForTwo ? 2 : 1;
	const across = Math.max(1, Math.min(count, most));
	const room = columns - 1 - textColumn - gutter * (across - 1);
	return {columns: Math.max(1, Math.floor(room / across)), across};
}

/** The two lines over answers that stand side by side: whose each is, and how it is. */
export function compareHeads(
	cells: readonly ComparedCell[],
	layout: CompareLayout,
	profile: Profile,
): readonly ScreenLine[] {
	return [
		{
			pieces: placePieces(
				cells.flatMap((cell, at) => nameSpots(cell, columnOf(at, layout), {layout, profile})),
			),
		},
		{
			pieces: placePieces(
				cells.map(({state}, at) => ({
					column: columnOf(at, layout),
					pieces: cutPieces(state, layout.columns, profile.glyphs),
				})),
			),
		},
		{pieces: []},
	];
}

/** Their words, line beside line. */
export function compareBodies(
	cells: readonly ComparedCell[],
	layout: CompareLayout,
): readonly ScreenLine[] {
	const rows = Math.max(0, ...cells.map(({lines}) => lines.length));
	return Array.from({length: rows}, (_, row) => ({
		pieces: placePieces(
			cells.flatMap(({lines}, at) => {
				const pieces = lines[row]?.pieces ?? [];
				return pieces.length === 0 ? [] : [{column: columnOf(at, layout), pieces}];
			}),
		),
	}));
}

function columnOf(at: number, {columns}: CompareLayout): number {
	return textColumn + at * (columns + gutter);
}

type Look = {readonly layout: CompareLayout; readonly profile: Profile};

/** ` › gpu-02 · qwen3:4b            ✓ followed` */
function nameSpots(cell: ComparedCell, column: number, {layout, profile}: Look): readonly Spot[] {
	const {glyphs} = profile;
	const {name, isFollowed, isUnderCursor} = cell;
	const followed: readonly Piece[] = isFollowed
		? [{text: safe`${glyphs.check} followed`, tone: 'dim'}]
		: [];
	const used = isFollowed ? piecesWidth(followed) + 2 : 0;
	const text = cutMiddle(name, Math.max(1, layout.columns - used), glyphs);
	return [
		...(isUnderCursor
			? [{column: column - 2, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		{
			column,
			pieces: [{text, isStrong: true, ...(isUnderCursor ? cursorNameLook(profile) : {})}],
		},
		...(isFollowed ? [endingAt(column + layout.columns, followed)] : []),
	];
}
