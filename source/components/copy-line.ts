import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, safe} from '../theme/safe.ts';
import {type KeyWords, keysText} from './key-text.ts';
import {cutPieces, joinPieces, placePieces} from './place-pieces.ts';

export type CopyQuestion = {
	/** Of nodes. */
	readonly count: number;
	readonly hints: readonly KeyWords[];
};

/** ` copy: s ssh command  j JSON  n name  esc`: as what. With marks it says of how many nodes. */
export function copyLine(
	{count, hints}: CopyQuestion,
	columns: number,
	glyphs: Glyphs,
): ScreenLine {
	const head: Piece = {text: count > 1 ? safe`copy ${count} nodes:` : safe`copy:`};
	const keys = hints.map(({keys: names, words}): readonly Piece[] => [
		{text: keysText(names, safe``, glyphs)},
		...(words === '' ? [] : [{text: safe` ${clean(words)}`, tone: 'dim' as const}]),
	]);
	const pieces = [head, {text: safe` `}, ...joinPieces(keys, {text: safe`  `})];
	return {pieces: placePieces([{column: 1, pieces: cutPieces(pieces, columns - 2, glyphs)}])};
}
