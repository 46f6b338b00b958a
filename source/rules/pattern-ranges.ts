import type {TextRange} from '../domain/text-range.ts';
import {isOfWord, type Pattern} from './pattern-syntax.ts';
import {isFoundBefore, type PatternWalk, walkOf} from './pattern-walk.ts';

/**
 * Where the pattern is in a text: one after the other, each as early as it can be, and then as long; `most` of them.
 */
export type FindRanges = (text: string, most?: number) => readonly TextRange[];

/** Each may be looked for up to the end of the text: with many of them that would be its square. */
const mostReadings = 32;
const leastBudget = 2048;

/**
 * A text is read twice, once backwards to know where the pattern begins; of what would take more than 32 times as long
 * the last ranges are left out, never the first. They may be empty. Undefined: the pattern repeats too much.
 */
export function rangesOf(pattern: Pattern): FindRanges | undefined {
	const back = walkOf(reversed(pattern), {isAnywhere: true});
	const forth = walkOf(pattern, {isAnywhere: false});
	if (back === undefined || forth === undefined) {
		return undefined;
	}

	return (text, most = Number.POSITIVE_INFINITY) => {
		const begins = beginsIn(text, back);
		const ranges: TextRange[] = [];
		let budget = leastBudget + mostReadings * text.length;
		let start = begins.indexOf(1);
		while (start >= 0 && budget > 0 && ranges.length < most) {
			const {end, readTo} = endFrom(text, start, forth);
			budget -= readTo - start;
			ranges.push({start, end});
			start = begins.indexOf(1, Math.max(end, start + 1));
		}

		return ranges;
	};
}

/** For each place between two units whether the pattern begins there. */
function beginsIn(text: string, back: PatternWalk): Uint8Array {
	const begins = new Uint8Array(text.length + 1);
	let place = back.start;
	for (let at = text.length; at > 0; at -= 1) {
		const code = text.charCodeAt(at - 1);
		begins[at] = Number(isFoundBefore(place, code));
		place = back.follow(place, code);
	}

	begins[0] = Number(place.isFoundAtEnd);
	return begins;
}

/** The last place where it may end, where it begins at `start`, and how far one had to read for that. */
function endFrom(text: string, start: number, forth: PatternWalk) {
	let place = start === 0 ? forth.start : forth.inside(isOfWord(text.charCodeAt(start - 1)));
	let end = start;
	let at = start;
	for (; at < text.length && !place.isStuck; at += 1) {
		const code = text.charCodeAt(at);
		end = isFoundBefore(place, code) ? at : end;
		place = forth.follow(place, code);
	}

	const isFound =
		at === text.length ? place.isFoundAtEnd : isFoundBefore(place, text.charCodeAt(at));
	return {end: isFound ? at : end, readTo: at};
}

/** What it matches is the same read from its end. */
function reversed(pattern: Pattern): Pattern {
	switch (pattern.kind) {
		case 'start':
			return {kind: 'end'};
		case 'end':
			return {kind: 'start'};
		case 'all':
			return {kind: 'all', parts: pattern.parts.map(reversed).toReversed()};
		case 'any':
			return {kind: 'any', ways: pattern.ways.map(reversed)};
		case 'repeat':
			return {...pattern, part: reversed(pattern.part)};
		default:
			return pattern;
	}
}
