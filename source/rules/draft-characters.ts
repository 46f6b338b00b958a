import {pasteMark} from '../domain/draft.ts';

/** Units on either side of a place that are looked at: a draft of a megabyte costs no more than a line. */
const reach = 512;
/** A longer word is several. */
const longestWord = 1024;

/** Made when a text needs it: the first one of a program reads the data of ICU, which takes as long as a frame. */
let graphemes: Intl.Segmenter | undefined;

/** The characters of a text as a person counts them; a paste is always one of them, whatever stands beside it. */
export function charactersIn(text: string): readonly string[] {
	if (isPlain(text)) {
		return [...text];
	}

	graphemes ??= new Intl.Segmenter();
	const segmenter = graphemes;
	return text
		.split(markOrBreak)
		.flatMap(part =>
			part === '' ? [] : Array.from(segmenter.segment(part), ({segment}) => segment),
		);
}

/** The end of the character before a place; 0 at the beginning. */
export function characterBefore(text: string, at: number): number {
	if (at <= 1 || isPlain(text.slice(at - 2, at))) {
		return Math.max(0, at - 1);
	}

	const from = startOfReach(text, at);
	return at - (charactersIn(text.slice(from, at)).at(-1)?.length ?? 1);
}

/** Where the character ends that begins at a place. */
export function characterAfter(text: string, at: number): number {
	if (isPlain(text.slice(at, at + 2))) {
		return Math.min(text.length, at + 1);
	}

	return at + (charactersIn(text.slice(at, at + reach))[0]?.length ?? 1);
}

/** The place itself, or where the character ends inside of which it is. */
export function edgeFrom(text: string, at: number): number {
	let edge = startOfReach(text, at);
	for (const character of charactersIn(text.slice(edge, at + reach))) {
		if (edge >= at) {
			break;
		}

		edge += character.length;
	}

	return Math.min(text.length, edge);
}

/** Where the word begins that ends before a place, with the blanks between them; before a line, the end of the last one. */
export function wordBefore(text: string, at: number): number {
	const from = Math.max(0, at - longestWord);
	const found = wordAtEnd.exec(text.slice(from, at));
	const edge = found === null ? at : edgeFrom(text, from + found.index);
	return edge < at ? edge : characterBefore(text, at);
}

/** Where the next word ends. */
export function wordAfter(text: string, at: number): number {
	const found = wordAtStart.exec(text.slice(at, at + longestWord));
	return found === null || found[0] === ''
		? Math.min(text.length, at + 1)
		: edgeFrom(text, at + found[0].length);
}

export function lineStart(text: string, at: number): number {
	return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

export function lineEnd(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end === -1 ? text.length : end;
}

/** A word, signs, or one paste. */
const oneWord = String.raw`(?:[\p{L}\p{N}\p{M}_\u200C\u200D]+|${pasteMark}|[^\s\p{L}\p{N}\p{M}_\u200C\u200D${pasteMark}]+)`;
const wordAtEnd = new RegExp(String.raw`(?:\n|${oneWord}?[^\S\n]*)$`, 'u');
const wordAtStart = new RegExp(String.raw`^(?:\n|[^\S\n]*${oneWord}?)`, 'u');

const markOrBreak = new RegExp(`([${pasteMark}\n])`);

/** Each unit is a character, and joins nothing. */
function isPlain(text: string): boolean {
	return /^[\n -~]*$/.test(text);
}

/** A place before, between two characters for sure, or as far back as is looked. */
function startOfReach(text: string, at: number): number {
	const least = Math.max(0, at - reach);
	for (let place = at - 1; place > least; place -= 1) {
		if (isPlain(text.slice(place - 1, place + 1))) {
			return place;
		}
	}

	return /^[\uDC00-\uDFFF]/.test(text.slice(least, least + 1)) ? least + 1 : least;
}
