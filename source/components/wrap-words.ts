import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';

/** The lines of a sentence, broken between words; a word that is longer than a line is cut. */
export function wrapWords(text: Safe, columns: number, glyphs: Glyphs): readonly Safe[] {
	const lines: Safe[] = [];
	let line = safe``;
	for (const word of text
		.split(' ')
		.filter(part => part !== '')
		.map(part => clean(part))) {
		const longer = line === '' ? word : safe`${line} ${word}`;
		if (widthOf(longer) <= columns) {
			line = longer;
			continue;
		}

		if (line !== '') {
			lines.push(line);
		}

		line = cutEnd(word, columns, glyphs);
	}

	return line === '' ? lines : [...lines, line];
}
