import type {SecretWords} from '../theme/dialog-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {type DialogContent, dialogTextColumns, noLine, sentenceLines} from './dialog-lines.ts';
import {repeated} from './place-pieces.ts';

export type SecretDialog = {
	readonly words: SecretWords;
	/** A server's own words, which may be many lines; none where we ask ourselves. */
	readonly prompt: readonly Safe[];
	/** So many characters are typed. */
	readonly length: number;
};

/** What is typed is not shown, but how much. */
export function secretDialog({words, prompt, length}: SecretDialog, glyphs: Glyphs): DialogContent {
	const dots = repeated(glyphs.bullet, Math.min(length, dialogTextColumns - 1));
	return {
		title: words.title,
		lines: [
			...sentenceLines(words.what),
			...prompt.map((line): readonly Piece[] => [
				{text: safe`${glyphs.codeEdge} `, tone: 'rule'},
				{text: line},
			]),
			noLine,
			[{text: dots}, {text: safe` `, tone: 'accent', isInverse: true}],
			noLine,
			...sentenceLines(words.after),
			noLine,
			keysLine([
				[safe`enter`, words.enter],
				[safe`esc`, safe`leaves`],
			]),
		],
	};
}

/** `enter sends it  esc leaves` */
export function keysLine(keys: ReadonlyArray<readonly [Safe, Safe]>): readonly Piece[] {
	return keys.flatMap(([key, words], index): readonly Piece[] => [
		{text: index === 0 ? key : safe`  ${key}`},
		{text: safe` ${words}`, tone: 'dim'},
	]);
}
