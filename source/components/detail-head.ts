import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import {type HairlineFact, hairlineLine} from './hairline.ts';
import {placePieces} from './place-pieces.ts';

/** Whose detail it is. The name is raw. */
export type DetailHead = {readonly name: string; readonly facts: readonly HairlineFact[]};

const longestName = 40;
export const textColumn = 5;
const longestText = 84;

/** ` ─── gpu-01 ────────────── worker · 32 cores · 128 GiB ` */
export function detailHead({name, facts}: DetailHead, columns: number, glyphs: Glyphs): ScreenLine {
	const text = cutMiddle(clean(name, {maxCharacters: 200}), longestName, glyphs);
	return hairlineLine({title: {text, isStrong: true}, facts}, columns, glyphs);
}

/** How many lines have no room, and whether the keys that move already scroll them. */
export type LinesOut = {
	readonly above: number;
	readonly below: number;
	readonly isScrolled: boolean;
};

/** `↓ 6 more · tab`: what stands outside of a pane, so that its edge does not look like its end. */
export function linesOutFact(
	{above, below, isScrolled}: LinesOut,
	{arrows, apart}: Glyphs,
): readonly HairlineFact[] {
	const counts = [
		...(above > 0 ? [safe`${arrows.up} ${clean(String(above))}`] : []),
		...(below > 0 ? [safe`${arrows.down} ${clean(String(below))}`] : []),
	];
	const key = isScrolled ? safe`` : safe` ${apart} tab`;
	return counts.length === 0
		? []
		: [{text: safe`${joinSafe(counts, safe` `)} more${key}`, place: lastPlace}];
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
