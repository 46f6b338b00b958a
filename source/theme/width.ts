import stringWidth from 'string-width';
import type {Glyphs} from './glyphs.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** What is one cell a character and joins with nothing: Latin, arrows, boxes, blocks, shapes of ours, braille. */
const plain =
	/^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2026\u2190-\u2193\u2500-\u259F\u2800-\u28FF]*$/;

/** Widths of texts that are not plain: names and words come back with each frame. */
const widths = new Map<Safe, number>();
const mostWidths = 2000;
const longestKept = 200;

/** Cells of the terminal. */
export function widthOf(text: Safe): number {
	if (plain.test(text)) {
		return text.length;
	}

	const known = widths.get(text);
	return known ?? keep(text, stringWidth(text));
}

function keep(text: Safe, columns: number): number {
	if (text.length <= longestKept) {
		if (widths.size >= mostWidths) {
			widths.clear();
		}

		widths.set(text, columns);
	}

	return columns;
}

/** As much of the beginning as fits, no character halved: the result may be one cell short. */
export function takeColumns(text: Safe, columns: number): Safe {
	if (plain.test(text)) {
		return clean(text.slice(0, Math.max(0, columns)), unlimited);
	}

	return clean(takeGraphemes(splitGraphemes(text), columns).join(''), unlimited);
}

/** A sentence: cut at its end, `no route to…`. */
export function cutEnd(text: Safe, columns: number, glyphs: Glyphs): Safe {
	if (widthOf(text) <= columns) {
		return text;
	}

	return columns < 1 ? safe`` : safe`${takeColumns(text, columns - 1)}${glyphs.cut}`;
}

/** A name, an id, a path: cut in its middle, `fold-bat…ains-v2`. */
export function cutMiddle(text: Safe, columns: number, glyphs: Glyphs): Safe {
	if (widthOf(text) <= columns) {
		return text;
	}

	if (columns < 1) {
		return safe``;
	}

	const headColumns = Math.ceil((columns - 1) / 2);
	const backwards = splitGraphemes(text).toReversed();
	const tail = takeGraphemes(backwards, columns - 1 - headColumns).toReversed();
	return joinSafe([takeColumns(text, headColumns), ...tail], safe``);
}

export function padEnd(text: Safe, columns: number): Safe {
	return safe`${text}${blanks(columns - widthOf(text))}`;
}

export function padStart(text: Safe, columns: number): Safe {
	return safe`${blanks(columns - widthOf(text))}${text}`;
}

export function blanks(columns: number): Safe {
	return clean(' '.repeat(Math.max(0, columns)), unlimited);
}

const unlimited = {maxCharacters: Number.POSITIVE_INFINITY};

function splitGraphemes(text: Safe): readonly Safe[] {
	return Array.from(graphemes.segment(text), ({segment}) => clean(segment, unlimited));
}

function takeGraphemes(all: readonly Safe[], columns: number): readonly Safe[] {
	let used = 0;
	const end = all.findIndex(grapheme => {
		used += widthOf(grapheme);
		return used > columns;
	});
	return end === -1 ? all : all.slice(0, end);
}
