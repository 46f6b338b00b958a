import stringWidth from 'string-width';
import type {Glyphs} from './glyphs.ts';
import {clean, type Safe, safe} from './safe.ts';

/**
 * One cell a character and joined with nothing: Latin, quotation marks, arrows, boxes, blocks, our own shapes, braille.
 * string-width asks a large regular expression about each of them: 3 to 300 us a line.
 */
const plain =
	/^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2039\u203A\u2190-\u2193\u2500-\u25FC\u2666\u2713\u2716\u2800-\u28FF]*$/;

/** Made when a text needs it: the first one of a program reads the data of ICU, which takes as long as a frame. */
let graphemes: Intl.Segmenter | undefined;

function graphemesOf(text: Safe): Intl.Segments {
	graphemes ??= new Intl.Segmenter();
	return graphemes.segment(text);
}

/** Of texts that are not plain: the same names and words come back with each frame. At most 800 kB. */
const widths = new Map<Safe, number>();
const mostWidths = 2000;
const longestKept = 200;

/** Whether each character is one cell and one UTF-16 unit, whatever the terminal. */
export function isPlain(text: Safe): boolean {
	return plain.test(text);
}

/** Cells of the terminal. */
export function widthOf(text: Safe): number {
	if (isPlain(text)) {
		return text.length;
	}

	return widths.get(text) ?? measure(text);
}

function measure(text: Safe): number {
	const columns = stringWidth(text);
	if (text.length <= longestKept) {
		if (widths.size >= mostWidths) {
			widths.clear();
		}

		widths.set(text, columns);
	}

	return columns;
}

/** As much of the beginning as fits, no character halved: it may be a cell narrower than `columns`. */
export function takeColumns(text: Safe, columns: number): Safe {
	return slice(text, 0, lengthThatFits(text, columns));
}

function lengthThatFits(text: Safe, columns: number): number {
	if (isPlain(text)) {
		return Math.max(0, Math.min(text.length, columns));
	}

	let used = 0;
	for (const {segment, index} of graphemesOf(text)) {
		used += cellsOf(segment);
		if (used > columns) {
			return index;
		}
	}

	return text.length;
}

/** Each character as a person counts them, with its cells. */
export function charactersOf(text: Safe): ReadonlyArray<{character: string; columns: number}> {
	return Array.from(graphemesOf(text), ({segment}) => ({
		character: segment,
		columns: cellsOf(segment),
	}));
}

/** Of one character: those of a script come back in each text. At most 200 kB. */
const cells = new Map<string, number>();

function cellsOf(character: string): number {
	const known = cells.get(character);
	if (known !== undefined) {
		return known;
	}

	const columns = stringWidth(character);
	if (character.length <= longestCharacter) {
		if (cells.size >= mostWidths) {
			cells.clear();
		}

		cells.set(character, columns);
	}

	return columns;
}

const longestCharacter = 16;

/** A sentence: cut at its end, `no route to…`. */
export function cutEnd(text: Safe, columns: number, glyphs: Glyphs): Safe {
	if (widthOf(text) <= columns) {
		return text;
	}

	return columns < 1 ? safe`` : safe`${takeColumns(text, columns - 1)}${glyphs.cut}`;
}

/** What leads to a place: cut at its beginning, `…ere a command that`. */
export function cutStart(text: Safe, columns: number, glyphs: Glyphs): Safe {
	if (widthOf(text) <= columns) {
		return text;
	}

	const tail = slice(text, startOfTail(text, columns - 1), text.length);
	return columns < 1 ? safe`` : safe`${glyphs.cut}${tail}`;
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
	const head = takeColumns(text, headColumns);
	const tail = slice(text, startOfTail(text, columns - 1 - headColumns), text.length);
	return safe`${head}${glyphs.cut}${tail}`;
}

export function padEnd(text: Safe, columns: number): Safe {
	return safe`${text}${blanks(columns - widthOf(text))}`;
}

export function padStart(text: Safe, columns: number): Safe {
	return safe`${blanks(columns - widthOf(text))}${text}`;
}

export function blanks(columns: number): Safe {
	return clean(' '.repeat(Math.max(0, columns)), uncut);
}

const uncut = {maxCharacters: Number.POSITIVE_INFINITY};

/** Cleaned again: at the start of a text a vowel of Hangul would sit on what is before it. */
function slice(text: Safe, start: number, end: number): Safe {
	return clean(text.slice(start, end), uncut);
}

function startOfTail(text: Safe, columns: number): number {
	let start = text.length;
	let used = 0;
	for (const {character, columns: width} of charactersOf(text).toReversed()) {
		used += width;
		if (used > columns) {
			return start;
		}

		start -= character.length;
	}

	return start;
}
