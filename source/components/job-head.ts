import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import type {Hairline, HairlineFact} from './hairline.ts';

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
export function jobTitle({id, name, facts}: JobHead, glyphs: Glyphs): Hairline {
	const text = safe`${short(id, longestId, glyphs)}  ${short(name, longestName, glyphs)}`;
	return {title: {text, isStrong: true}, facts};
}

function short(text: string, columns: number, glyphs: Glyphs): Safe {
	return cutMiddle(clean(text, {maxCharacters: 500}), columns, glyphs);
}
