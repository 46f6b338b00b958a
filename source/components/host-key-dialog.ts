import type {ChangedKeyWords, UnknownKeyWords} from '../theme/dialog-text.ts';
import type {Piece} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {codeLines, type DialogContent, noLine, sentenceLines} from './dialog-lines.ts';

type Lines = readonly (readonly Piece[])[];

/** A key that nobody has accepted yet. */
export function unknownKeyDialog(words: UnknownKeyWords): DialogContent {
	return {
		title: safe`Unknown host key`,
		lines: [
			...sentenceLines(words.what),
			...(words.behind === undefined ? [] : sentenceLines(words.behind)),
			...codeLines(words.key),
			noLine,
			...sentenceLines(words.check),
			...codeLines(words.command),
			noLine,
			...sentenceLines(words.does),
			...sentenceLines(words.until),
			noLine,
			[button(safe`Cancel`), {text: safe`    A  accept this key`}],
		],
	};
}

/** A key that is refused whatever is said. */
export function changedKeyDialog(words: ChangedKeyWords): DialogContent {
	return {
		title: words.title,
		lines: [
			...sentenceLines(words.what),
			named(safe`shown`, words.shown),
			named(safe`recorded`, words.recorded),
			...codeLines(words.place),
			noLine,
			...words.advice.flatMap(sentence => sentenceLines(sentence)),
			...(words.command === undefined ? ([] as Lines) : codeLines(words.command)),
			noLine,
			[button(safe`Close`)],
		],
	};
}

function named(name: Safe, value: Safe): readonly Piece[] {
	const gap = name.length < 8 ? safe`     ` : safe`  `;
	return [{text: name, tone: 'dim'}, {text: gap}, {text: value}];
}

/** The default: enter takes it, and esc too. */
export function button(text: Safe): Piece {
	return {text: safe`[ ${text} ]`, isInverse: true};
}
