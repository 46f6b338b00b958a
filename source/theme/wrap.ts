import {clean, type Safe} from './safe.ts';

export type Hang = {
	/** Of the terminal; undefined: there is none, and each text stays one line. */
	readonly columns: number | undefined;
	/** What stands before the first line: our own words and spaces. */
	readonly head: string;
	/** Spaces before each further line. */
	readonly indent: number;
};

/** A column of text that is narrower reads worse than what the terminal does by itself. */
const leastColumns = 24;

/**
 * A text broken at spaces that goes on under itself. A word is broken only where it is longer than a line, and a command
 * nowhere: half of one that is copied may do something else.
 */
export function hanging(text: Safe, hang: Hang): readonly string[] {
	const longest = roomOf(hang) - Math.max(hang.head.length, hang.indent);
	const words = clausesOf(text).flatMap(clause =>
		command.test(clause) ? [[clause]] : clause.split(' ').map(word => piecesOf(word, longest)),
	);
	return fill(words, hang);
}

const command = /^(?:clusterdeck|ssh|ssh-[a-z-]+) [^ ]/;

/** As `hanging`, but broken only after `,`, `;` and `:`, so that a command in a sentence is copied whole. */
export function hangingClauses(text: Safe, hang: Hang): readonly string[] {
	return fill(
		clausesOf(text).map(clause => [clause]),
		hang,
	);
}

function clausesOf(text: Safe): readonly string[] {
	return text.split(/(?<=[,;:]) /);
}

function roomOf({columns, head, indent}: Hang): number {
	return columns === undefined || columns - Math.max(head.length, indent) < leastColumns
		? Number.POSITIVE_INFINITY
		: columns;
}

/** Each of these columns at most. */
function piecesOf(word: string, columns: number): readonly string[] {
	if (mostColumns(word) <= columns) {
		return [word];
	}

	const pieces: string[] = [];
	let piece = '';
	let used = 0;
	for (const character of word) {
		const width = mostColumns(character);
		if (used + width > columns) {
			pieces.push(piece);
			piece = '';
			used = 0;
		}

		piece += character;
		used += width;
	}

	return [...pieces, piece];
}

/** Each word is given in its pieces, and each further piece begins a line. */
function fill(words: ReadonlyArray<readonly string[]>, hang: Hang): readonly string[] {
	const {head, indent} = hang;
	const room = roomOf(hang);
	const [[first = '', ...firstRest] = [], ...others] = words;
	const lines = [first, ...firstRest];
	let used = lines.length === 1 ? head.length : indent;
	used += mostColumns(lines.at(-1) ?? '');
	for (const [word = '', ...rest] of others) {
		const width = mostColumns(word);
		if (used + 1 + width > room) {
			lines.push(word);
			used = indent + width;
		} else {
			lines.push(`${lines.pop() ?? ''} ${word}`);
			used += 1 + width;
		}

		for (const piece of rest) {
			lines.push(piece);
			used = indent + mostColumns(piece);
		}
	}

	// A mark on the space that was broken at begins a line now, and would sit on ours: cleaned once more, it does not.
	const margin = ' '.repeat(indent);
	return lines.map((line, index) => (index === 0 ? head : margin) + clean(line));
}

/** From here on a character may take two columns. */
const firstWide = 0x1100;

/** How many columns a text can take at most: for what has to fit, never for what has to line up. */
export function mostColumns(text: string): number {
	let columns = 0;
	for (const character of text) {
		columns += (character.codePointAt(0) ?? 0) < firstWide ? 1 : 2;
	}

	return columns;
}
