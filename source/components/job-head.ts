import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import {type HairlineFact, hairlineLine} from './hairline.ts';

/** Whose detail it is; all raw. */
export type JobHead = {
	readonly id: string;
	readonly name: string;
	readonly facts: readonly HairlineFact[];
};

/** Where labels begin, and what they are about. */
export const jobLabelColumn = 5;
export const jobValueColumn = 18;
const longestName = 40;
const longestId = 24;

/** ` ─── 4711  train-llm ────────── alice · account lab-a · qos normal ` */
export function jobHeadLine(
	{id, name, facts}: JobHead,
	columns: number,
	glyphs: Glyphs,
): ScreenLine {
	const text = safe`${short(id, longestId, glyphs)}  ${short(name, longestName, glyphs)}`;
	return hairlineLine({title: {text, isStrong: true}, facts}, columns, glyphs);
}

function short(text: string, columns: number, glyphs: Glyphs): Safe {
	return cutMiddle(clean(text, {maxCharacters: 500}), columns, glyphs);
}
