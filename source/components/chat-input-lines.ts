import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {charactersOf, cutEnd} from '../theme/width.ts';
import {
	cutPieces,
	endingAt,
	piecesWidth,
	placePieces,
	repeated,
	type Spot,
} from './place-pieces.ts';

/** A row of what is typed. */
export type TypedRow = {
	readonly pieces: readonly TypedPiece[];
	/** UTF-16 units of the row before the caret; undefined: it is in another row. */
	readonly caret: number | undefined;
};

/** Raw; a paste stands for what was pasted, and is one unit long. */
export type TypedPiece = {readonly kind: 'text' | 'paste'; readonly text: string};

export type ChatInput = {
	readonly rows: readonly TypedRow[];
	readonly isMoreAbove: boolean;
	readonly isMoreBelow: boolean;
	/** What stands there while nothing is typed. */
	readonly placeholder: Safe | undefined;
	/** The keys go there. */
	readonly hasKeys: boolean;
	/** How it is asked. */
	readonly facts: Safe;
	/** What goes with it, or what it waits for. */
	readonly beside: Safe;
};

export type InputPlace = {
	readonly columns: number;
	readonly roleColumn: number;
	readonly textColumn: number;
	readonly profile: Profile;
};

/**
 * ```text
 *  ──────────────────────────────────────────────
 *  ›   and how do I cancel only the ones that wait?
 *      qwen3:4b · resource-aware · thinking on      next in queue
 * ```
 */
export function chatInputLines(input: ChatInput, place: InputPlace): readonly ScreenLine[] {
	const {columns, roleColumn, textColumn, profile} = place;
	const {rows, placeholder, hasKeys} = input;
	const {hairline} = profile.glyphs;
	const strokes = repeated(hairline, columns - 1 - roleColumn);
	return [
		{pieces: placePieces([{column: roleColumn, pieces: [{text: strokes, tone: 'rule'}]}])},
		...rows.map((row, index) => {
			const typed = rowPieces(row, hasKeys);
			const pieces: readonly Piece[] =
				placeholder === undefined ? typed : [...typed, {text: placeholder, tone: 'dim'}];
			const mark = markOf(input, index, profile);
			return {
				pieces: placePieces([
					...(mark === undefined ? [] : [{column: roleColumn, pieces: [mark]}]),
					{column: textColumn, pieces},
				]),
			};
		}),
		factsLine(input, place),
	];
}

/** Where one types, and whether there is more than is seen. */
function markOf(input: ChatInput, index: number, {glyphs}: Profile): Piece | undefined {
	const {rows, isMoreAbove, isMoreBelow, hasKeys} = input;
	if (index === 0) {
		return isMoreAbove
			? {text: glyphs.arrows.up, tone: 'dim'}
			: {text: glyphs.cursor, tone: hasKeys ? 'accent' : 'dim'};
	}

	return index === rows.length - 1 && isMoreBelow
		? {text: glyphs.arrows.down, tone: 'dim'}
		: undefined;
}

function rowPieces({pieces, caret}: TypedRow, hasKeys: boolean): readonly Piece[] {
	let at = 0;
	const drawn = pieces.flatMap((piece): readonly Piece[] => {
		const length = piece.kind === 'paste' ? 1 : piece.text.length;
		const inside = caret !== undefined && hasKeys ? caret - at : -1;
		at += length;
		return inside >= 0 && inside < length ? caretPieces(piece, inside) : plainPieces(piece);
	});
	return hasKeys && caret !== undefined && caret >= at
		? [...drawn, {text: safe` `, tone: 'accent', isInverse: true}]
		: drawn;
}

function plainPieces({kind, text}: TypedPiece): readonly Piece[] {
	return text === '' ? [] : [{text: drawnText(text), ...(kind === 'paste' ? pasteLook : {})}];
}

const pasteLook = {tone: 'dim'} as const;

/** The character under the caret stands out; of a paste all of it. */
function caretPieces(piece: TypedPiece, inside: number): readonly Piece[] {
	if (piece.kind === 'paste') {
		return [{text: drawnText(piece.text), tone: 'accent', isInverse: true}];
	}

	const rest = drawnText(piece.text.slice(inside));
	const under = clean(charactersOf(rest)[0]?.character ?? ' ');
	return [
		{text: drawnText(piece.text.slice(0, inside))},
		{text: under, tone: 'accent', isInverse: true},
		{text: clean(rest.slice(under.length), uncut)},
	];
}

const uncut = {maxCharacters: Number.POSITIVE_INFINITY};

/** A tab is as wide as rules/typed-cells.ts has it. */
function drawnText(text: string): Safe {
	return clean(text.replaceAll('\t', '    '), uncut);
}

function factsLine({facts, beside}: ChatInput, place: InputPlace): ScreenLine {
	const {columns, textColumn, profile} = place;
	const room = columns - 1 - textColumn;
	const right: readonly Piece[] = cutPieces(
		[{text: beside, tone: 'dim'}],
		room / 2,
		profile.glyphs,
	);
	const left = cutEnd(facts, room - piecesWidth(right) - (beside === '' ? 0 : 2), profile.glyphs);
	const spots: readonly Spot[] = [
		{column: textColumn, pieces: [{text: left, tone: 'dim'}]},
		...(beside === '' ? [] : [endingAt(columns - 1, right)]),
	];
	return {pieces: placePieces(spots)};
}
