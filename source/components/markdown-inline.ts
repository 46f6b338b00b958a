import {assertNever} from '../domain/assert-never.ts';
import type {Inline} from '../domain/markdown.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, safe} from '../theme/safe.ts';
import {type Word, wordsOf, wrapPieces} from './wrap-pieces.ts';

type Weight = Pick<Piece, 'tone' | 'isStrong'>;

const uncut = {maxCharacters: Number.POSITIVE_INFINITY};

/** What is said in a line or cell, over as many lines as it takes. */
export function inlineLines(
	inlines: readonly Inline[],
	columns: number,
	weight: Weight = {},
): ReadonlyArray<readonly Piece[]> {
	return inlineWords(inlines, weight).flatMap(words => wrapPieces(words, columns));
}

/** The words between hard breaks. */
export function inlineWords(
	inlines: readonly Inline[],
	weight: Weight = {},
): ReadonlyArray<readonly Word[]> {
	const rows: Piece[][] = [[]];
	for (const piece of inlines.flatMap(inline => piecesOf(inline, weight))) {
		if (piece === 'break') {
			rows.push([]);
		} else {
			rows.at(-1)?.push(piece);
		}
	}

	return rows.map(wordsOf);
}

/** Marks stay, dim, where a terminal has no look of its own: a code and what is stressed are told apart without colour. */
function piecesOf(inline: Inline, weight: Weight): ReadonlyArray<Piece | 'break'> {
	const within = (inlines: readonly Inline[], inner = weight) =>
		inlines.flatMap(one => piecesOf(one, inner));
	switch (inline.type) {
		case 'text':
			return [textPiece(inline.text, weight)];
		case 'strong':
			return within(inline.inlines, {...weight, isStrong: true});
		case 'emphasis':
			return [star, ...within(inline.inlines), star];
		case 'strike':
			return [strike, ...within(inline.inlines, {...weight, tone: 'dim'}), strike];
		case 'code':
			return [backtick, textPiece(inline.text, weight), backtick];
		case 'link':
			return [...within(inline.inlines), ...addressPieces(inline.inlines, inline.url)];
		case 'image': {
			const alt = textPiece(`[image: ${inline.alt}]`, weight);
			return [alt, textPiece(` ${inline.url}`, {tone: 'dim'})];
		}
		case 'lineBreak':
			return ['break'];
		default:
			return assertNever(inline);
	}
}

const star: Piece = {text: safe`*`, tone: 'dim'};
const strike: Piece = {text: safe`~~`, tone: 'dim'};
const backtick: Piece = {text: clean('`'), tone: 'dim'};

/** Where a link leads is always shown: the text of a link may say anything. Once, where it says just that. */
function addressPieces(inlines: readonly Inline[], url: string): readonly Piece[] {
	const [only, ...others] = inlines;
	const text = only?.type === 'text' && others.length === 0 ? only.text : undefined;
	const isSaid = text === url || `mailto:${text}` === url || `http://${text}` === url;
	return isSaid ? [] : [textPiece(` <${url}>`, {tone: 'dim'})];
}

function textPiece(text: string, weight: Weight): Piece {
	return {text: clean(text.replace(/[\t\n]/g, ' '), uncut), ...weight};
}
