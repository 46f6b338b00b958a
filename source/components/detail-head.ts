import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe} from '../theme/safe.ts';
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

/** Text is at most so wide (SCREENS 1, grid). */
export function textWidth(columns: number): number {
	return Math.min(longestText, columns - 1 - textColumn);
}

export function textLine(text: Safe): ScreenLine {
	return {pieces: text === '' ? [] : placePieces([{column: textColumn, pieces: [{text}]}])};
}
