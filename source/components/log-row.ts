import type {TextRange} from '../domain/text-range.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {charactersOf, cutEnd, isPlain} from '../theme/width.ts';

/** One after the other, `most` of them. */
export type RangesIn = (text: string, most?: number) => readonly TextRange[];

/** A line of a log. */
export type LogRowText = {
	/** Raw. */
	readonly text: string;
	readonly isWrapped: boolean;
	/** Where in a text is what is looked for; undefined: nothing is. */
	readonly rangesIn: RangesIn | undefined;
	/** The match that was found last is in it. */
	readonly isFound: boolean;
};

/** Of a line that is wrapped; the rest of it is a mark. Each of them may have to be measured. */
const mostCharacters = 4096;
const spacesForTab = '    ';

/** What is on screen of a line: one row, or as many as it takes where it is wrapped. */
export function logRowPieces(
	row: LogRowText,
	columns: number,
	glyphs: Glyphs,
): ReadonlyArray<readonly Piece[]> {
	const {text: raw, isWrapped, rangesIn, isFound} = row;
	if (isWrapped) {
		const text = inert(raw, mostCharacters);
		const ranges = rangesOf(text, rangesIn);
		let start = 0;
		return wrapped(text, columns).map(part => {
			const pieces = markedPieces(part, ranges, {start, isFound});
			start += part.length;
			return pieces;
		});
	}

	const from = isFound ? hiddenBefore(raw, rangesIn, columns) : 0;
	const text = inert(raw.slice(from), 8 * columns);
	const shown = from === 0 ? text : safe`${glyphs.cut}${text}`;
	const start = shown.length - text.length;
	const ranges = rangesOf(text, rangesIn).map(range => ({
		start: range.start + start,
		end: range.end + start,
	}));
	return [markedPieces(cutEnd(shown, columns, glyphs), ranges, {start: 0, isFound})];
}

/** Tabs make it longer: first it is cut. */
function inert(raw: string, maxCharacters: number): Safe {
	return clean(raw.slice(0, maxCharacters + 1).replaceAll('\t', spacesForTab), {maxCharacters});
}

function rangesOf(text: Safe, rangesIn: RangesIn | undefined): readonly TextRange[] {
	return rangesIn?.(text) ?? [];
}

/** UTF-16 units that are left out at the start, so that what was found far to the right is seen. */
function hiddenBefore(raw: string, rangesIn: RangesIn | undefined, columns: number): number {
	const [first] = raw.length < columns ? [] : (rangesIn?.(raw, 1) ?? []);
	if (first === undefined || first.end < columns) {
		return 0;
	}

	const from = Math.max(0, first.start - Math.floor(columns / 3));
	return isSplit(raw, from) ? from + 1 : from;
}

/** Broken wherever the edge is: a log is no prose. */
function wrapped(text: Safe, columns: number): readonly Safe[] {
	if (isPlain(text)) {
		const count = Math.max(1, Math.ceil(text.length / columns));
		return Array.from({length: count}, (_, row) =>
			clean(text.slice(row * columns, (row + 1) * columns)),
		);
	}

	const lines: string[] = [];
	let line = '';
	let used = 0;
	for (const {character, columns: width} of charactersOf(text)) {
		if (used + width > columns) {
			lines.push(line);
			line = '';
			used = 0;
		}

		line += character;
		used += width;
	}

	return [...lines, line].map(one => clean(one));
}

type Part = {
	/** Where it begins in the text of the ranges. */
	readonly start: number;
	readonly isFound: boolean;
};

/** What was found is inverse in the line where one is, and strong elsewhere. */
function markedPieces(
	text: Safe,
	ranges: readonly TextRange[],
	{start, isFound}: Part,
): readonly Piece[] {
	const pieces: Piece[] = [];
	let end = 0;
	for (const range of ranges) {
		const from = Math.max(end, wholeAt(text, range.start - start));
		const to = wholeAt(text, range.end - start);
		if (to <= from) {
			continue;
		}

		pieces.push({text: clean(text.slice(end, from))});
		pieces.push({
			text: clean(text.slice(from, to)),
			isStrong: true,
			...(isFound ? {isInverse: true} : {tone: 'accent' as const}),
		});
		end = to;
	}

	const all = [...pieces, {text: clean(text.slice(end))}].filter(piece => piece.text !== '');
	return all.length === 0 ? [{text}] : all;
}

/** The nearest place in the text, no character halved. */
function wholeAt(text: Safe, at: number): number {
	const inside = Math.max(0, Math.min(text.length, at));
	return isSplit(text, inside) ? inside + 1 : inside;
}

/** Whether a character of two units would be halved there. */
function isSplit(text: string, at: number): boolean {
	const isPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/;
	return at > 0 && isPair.test(text.slice(at - 1, at + 1));
}
