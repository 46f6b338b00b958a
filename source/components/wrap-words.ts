import {clean, type Safe, safe} from '../theme/safe.ts';
import {takeColumns, widthOf} from '../theme/width.ts';
import {hanging} from '../theme/wrap.ts';

/**
 * The lines of a sentence, broken between words. A command that it tells stands on a line of its own, so that it is
 * copied whole; only one that is longer than a line is broken too, and a word only where it is longer than a line.
 */
export function wrapWords(text: Safe, columns: number): readonly Safe[] {
	return hanging(text, {columns, head: '', indent: 0})
		.map(line => clean(line))
		.flatMap(line => (widthOf(line) <= columns ? [line] : brokenLine(line, columns)));
}

function brokenLine(text: Safe, columns: number): readonly Safe[] {
	const lines: Safe[] = [];
	let line = safe``;
	for (const word of text.split(' ').flatMap(part => wordPieces(clean(part), columns))) {
		const longer = line === '' ? word : safe`${line} ${word}`;
		if (widthOf(longer) <= columns) {
			line = longer;
		} else {
			lines.push(line);
			line = word;
		}
	}

	return [...lines, line];
}

/** A character that is wider than a whole line is left out: there is no such line on a screen. */
function wordPieces(word: Safe, columns: number): readonly Safe[] {
	const head = takeColumns(word, columns);
	return head === '' || head.length === word.length
		? [head]
		: [head, ...wordPieces(clean(word.slice(head.length)), columns)];
}
