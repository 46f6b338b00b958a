import {clean, type Safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';

export type WrapStream = {
	/** Clean text. */
	readonly push: (text: string) => void;
	/** Prints the word that was held back. */
	readonly end: () => void;
};

/** Between two of these a line may be broken, though no space is there: Han, Kana, Hangul. */
const ideographs = String.raw`\u2E80-\u9FFF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFF00-\uFFEF\u{20000}-\u{3FFFF}`;
const ideograph = new RegExp(`^[${ideographs}]`, 'u');
const parts = new RegExp(String.raw`\n| +|[${ideographs}]\p{M}*|[^\n ${ideographs}]+`, 'gu');
const fence = /^(?:\x60{3}|~~~)/;
const listMark = /^(?:[-*+•]|\d{1,3}[.)])$/;
/** A line that goes on under itself keeps at least this part of the terminal. */
const leastTextFraction = 0.6;
/** A word without an end is shown in pieces. */
const mostHeld = 512;

/** How far a line has come. */
type Line = {
	/** Columns that are taken, of its last row. */
	readonly used: number;
	/** Of what goes on below it. */
	readonly indent: number;
	/** Nothing but spaces so far. */
	readonly isEmpty: boolean;
	readonly isCode: boolean;
};

/**
 * Breaks what a model says between words as it comes, where a terminal would break within one. A word is printed when
 * it is whole. What goes on below an item of a list or an indented line goes on under its text; code between fences is
 * left as it is, so that it is copied as it was written, and so is a word that is longer than a line, such as an address.
 */
export function openWrapStream(
	print: (text: string) => void,
	columns: () => number | undefined,
): WrapStream {
	let line: Line = {used: 0, indent: 0, isEmpty: true, isCode: false};
	let spaces = '';
	let word = '';
	let isWithinWord = false;
	const put = (): string => {
		const step = placed({spaces, word, isWithinWord}, line, columns() ?? Number.POSITIVE_INFINITY);
		spaces = word === '' ? spaces : '';
		word = '';
		line = step.line;
		return step.text;
	};
	const take = (part: string): string => {
		if (part === '\n') {
			const text = put() + part;
			line = {...line, used: 0, indent: 0, isEmpty: true};
			spaces = '';
			isWithinWord = false;
			return text;
		}

		if (part.startsWith(' ')) {
			const text = put();
			spaces += part;
			isWithinWord = false;
			return text;
		}

		const isWhole = ideograph.test(part);
		const before = isWhole ? put() : '';
		isWithinWord &&= !isWhole;
		word += part;
		if (!isWhole && word.length < mostHeld) {
			return '';
		}

		const text = before + put();
		isWithinWord = !isWhole;
		return text;
	};
	const show = (text: string): void => {
		if (text !== '') {
			print(text);
		}
	};
	return {
		push: text => show(Array.from(text.matchAll(parts), ([part]) => take(part)).join('')),
		end: () => show(put()),
	};
}

type Next = {
	readonly spaces: string;
	readonly word: string;
	/** It goes on a word whose beginning was shown. */
	readonly isWithinWord: boolean;
};

function placed(
	{spaces, word, isWithinWord}: Next,
	line: Line,
	room: number,
): {readonly text: string; readonly line: Line} {
	if (word === '') {
		return {text: '', line};
	}

	const isCode = line.isEmpty && fence.test(word) ? !line.isCode : line.isCode;
	const width = word.length > mostHeld ? word.length : widthOf(uncut(word));
	const column = line.used + spaces.length;
	const isBroken = !(isCode || line.isEmpty || isWithinWord) && column + width > room;
	const used = (isBroken ? line.indent : column) + width;
	return {
		text: isBroken ? `\n${' '.repeat(line.indent)}${uncut(word)}` : spaces + word,
		line: {
			used: used > room ? used % room : used,
			indent: line.isEmpty ? indentOf(column, {word, width, room}) : line.indent,
			...{isEmpty: false, isCode},
		},
	};
}

type First = {readonly word: string; readonly width: number; readonly room: number};

function indentOf(column: number, {word, width, room}: First): number {
	const indent = listMark.test(word) ? column + width + 1 : column;
	return indent <= room * (1 - leastTextFraction) ? indent : 0;
}

function uncut(text: string): Safe {
	return clean(text, {maxCharacters: Number.POSITIVE_INFINITY});
}
