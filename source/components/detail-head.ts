import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import {type Hairline, type HairlineFact, hairlineLine} from './hairline.ts';
import {placePieces} from './place-pieces.ts';
import {type RowsOut, rowsOutText} from './rows-out.ts';

/** Whose detail it is. The name is raw. */
export type DetailHead = {readonly name: string; readonly facts: readonly HairlineFact[]};

const longestName = 40;
export const textColumn = 5;
const longestText = 84;

/** ` ─── gpu-01 ────────────── worker · 32 cores · 128 GiB ` */
export function detailHead(head: DetailHead, columns: number, glyphs: Glyphs): ScreenLine {
	return hairlineLine(detailTitle(head, glyphs), columns, glyphs);
}

export function detailTitle({name, facts}: DetailHead, glyphs: Glyphs): Hairline {
	const text = cutMiddle(clean(name, {maxCharacters: 200}), longestName, glyphs);
	return {title: {text, isStrong: true}, facts};
}

/** How many lines have no room, and whether the keys that move already scroll them. */
export type LinesOut = RowsOut & {readonly isScrolled: boolean};

/** `↓ 6 more · tab`: what stands outside of a pane, so that its edge does not look like its end. */
export function linesOutFact(
	{isScrolled, ...out}: LinesOut,
	glyphs: Glyphs,
): readonly HairlineFact[] {
	const text = rowsOutText(out, glyphs);
	const key = isScrolled ? safe`` : safe` ${glyphs.apart} tab`;
	return text === '' ? [] : [{text: safe`${text}${key}`, place: lastPlace}];
}

/** At the right edge. */
const lastPlace = 100;

/** Text is at most so wide (SCREENS 1, grid). */
export function textWidth(columns: number): number {
	return Math.min(longestText, columns - 1 - textColumn);
}

export function textLine(text: Safe): ScreenLine {
	return {pieces: text === '' ? [] : placePieces([{column: textColumn, pieces: [{text}]}])};
}
