import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';
import {repeated} from './place-pieces.ts';

export type Hairline = {
	readonly title: Piece;
	/** The most important first: what does not fit goes. They are shown in the order of `place`. */
	readonly facts: readonly HairlineFact[];
};

export type HairlineFact = {readonly text: Safe; readonly place: number};

const strokesBeforeTitle = 3;
const fewestStrokes = 2;

/** ` ─── gpu-01 ─────────────── worker · 32 cores · 128 GiB `: a pane begins. */
export function hairlineLine(
	{title, facts}: Hairline,
	columns: number,
	glyphs: Glyphs,
): ScreenLine {
	const most = columns - 2 - strokesBeforeTitle - 2 - 1 - fewestStrokes;
	const {hairline, apart} = glyphs;
	const text = cutMiddle(title.text, most, glyphs);
	const separator = safe` ${apart} `;
	const fact = joinFacts(fittingFacts(facts, most - widthOf(text), separator), separator);
	const used =
		1 + strokesBeforeTitle + 1 + widthOf(text) + 1 + (fact === '' ? 0 : 1 + widthOf(fact));
	return {
		pieces: [
			{text: safe` `},
			{text: repeated(hairline, strokesBeforeTitle), tone: 'rule'},
			{text: safe` `},
			{...title, text},
			{text: safe` `},
			{text: repeated(hairline, columns - 1 - used), tone: 'rule'},
			...(fact === '' ? [] : [{text: safe` ${fact}`, tone: 'dim' as const}]),
		],
	};
}

function fittingFacts(
	facts: readonly HairlineFact[],
	columns: number,
	separator: Safe,
): readonly HairlineFact[] {
	return facts.length === 0 || widthOf(joinFacts(facts, separator)) + 1 <= columns
		? facts
		: fittingFacts(facts.slice(0, -1), columns, separator);
}

function joinFacts(facts: readonly HairlineFact[], separator: Safe): Safe {
	const inPlace = facts.toSorted((one, other) => one.place - other.place);
	return inPlace.reduce(
		(text, fact) => (text === '' ? fact.text : safe`${text}${separator}${fact.text}`),
		safe``,
	);
}
