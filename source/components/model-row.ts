import type {WantedCount} from '../domain/model-shelf.ts';
import type {ModelSort} from '../domain/screen.ts';
import {countColumn, sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, cutMiddle, padStart, widthOf} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {type ModelCell, modelCellPieces} from './model-cell.ts';
import type {ModelPlaces} from './models-layout.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';

/** One model of the table. Names are raw. */
export type ModelRowPicture = {
	readonly name: string;
	readonly sign: Piece | undefined;
	readonly sizeBytes: number | undefined;
	readonly quantization: string | undefined;
	readonly parameterSize: string | undefined;
	readonly contextTokens: number | undefined;
	readonly have: number;
	readonly wanted: WantedCount | undefined;
	/** Of the nodes that are on screen; in a list none. */
	readonly cells: readonly ModelCell[];
	/** Which of these the cursor is in; undefined: in none. */
	readonly cursorCell: number | undefined;
	/** Where it is, in a list. */
	readonly where: readonly Safe[];
	readonly isUnderCursor: boolean;
	readonly isMarked: boolean;
	/** Nobody tells of it any more. */
	readonly isGone: boolean;
};

/** ` ›   qwen3:4b          2.33 GiB  Q4_K_M     6/4  ○           ●           ○` */
export function modelRowLine(
	row: ModelRowPicture,
	places: ModelPlaces,
	profile: Profile,
): ScreenLine {
	const {glyphs} = profile;
	const {isUnderCursor, isMarked, sign, isGone} = row;
	const name = cutMiddle(clean(row.name, {maxCharacters: 300}), places.name.width, glyphs);
	const look: Omit<Piece, 'text'> = isUnderCursor
		? cursorNameLook(profile)
		: isGone
			? {tone: 'dim'}
			: {};
	return {
		pieces: placePieces([
			...(isUnderCursor ? [spot(1, {text: glyphs.cursor, tone: 'accent'})] : []),
			...(isMarked ? [spot(2, {text: glyphs.mark, tone: 'accent'})] : []),
			...(sign === undefined ? [] : [spot(3, sign)]),
			spot(places.name.column, {text: name, ...look}),
			...(isGone ? goneSpots(places) : valueSpots(row, places, glyphs)),
		]),
		isUnderCursor,
	};
}

function goneSpots({size}: ModelPlaces): readonly Spot[] {
	return [spot(size.column, {text: safe`gone`, tone: 'dim'})];
}

function valueSpots(
	row: ModelRowPicture,
	{size, quant, parameters, context, have, nodes}: ModelPlaces,
	glyphs: Glyphs,
): readonly Spot[] {
	const tokens = countColumn(row.contextTokens, glyphs).trim();
	return [
		spot(size.column, value(sizeColumn(row.sizeBytes, glyphs), glyphs)),
		...(quant === undefined
			? []
			: [spot(quant.column, textValue(row.quantization, quant.width, glyphs))]),
		...(parameters === undefined
			? []
			: [rightValue(parameters, textValue(row.parameterSize, parameters.width, glyphs))]),
		...(context === undefined ? [] : [rightValue(context, value(clean(tokens), glyphs))]),
		spot(have.column, havePiece(row, have.width, glyphs)),
		...(nodes.count === 0
			? [spot(nodes.column, {text: fitParts(row.where, nodes.width, glyphs)})]
			: row.cells.flatMap((cell, index) => cellSpots(cell, {row, index, nodes}, glyphs))),
	];
}

type CellPlace = {
	readonly row: ModelRowPicture;
	readonly index: number;
	readonly nodes: ModelPlaces['nodes'];
};

/** `[●]` where the cursor is. */
function cellSpots(
	cell: ModelCell,
	{row, index, nodes}: CellPlace,
	glyphs: Glyphs,
): readonly Spot[] {
	const column = nodes.column + index * (nodes.width + 2);
	const pieces = modelCellPieces(cell, nodes.width, glyphs);
	if (!row.isUnderCursor || row.cursorCell !== index) {
		return pieces.length === 0 ? [] : [{column, pieces}];
	}

	const content = pieces.length === 0 ? [{text: safe` `}] : pieces;
	const edge = (text: Safe): Piece => ({text, tone: 'accent', isStrong: true});
	return [{column: column - 1, pieces: [edge(safe`[`), ...content, edge(safe`]`)]}];
}

function spot(column: number, piece: Piece): Spot {
	return {column, pieces: [piece]};
}

function rightValue({column, width}: ModelPlaces['size'], piece: Piece): Spot {
	return endingAt(column + width, [piece]);
}

function value(text: Safe, {absent}: Glyphs): Piece {
	return text.trim() === absent ? {text, tone: 'dim'} : {text};
}

function textValue(text: string | undefined, width: number, glyphs: Glyphs): Piece {
	return text === undefined || text === ''
		? {text: glyphs.absent, tone: 'dim'}
		: {text: cutEnd(clean(text, {maxCharacters: 60}), width, glyphs)};
}

/** `6/4`: on so many nodes, of so many that are wanted. A number is never cut: all of thousands are told in short. */
function havePiece({have, wanted}: ModelRowPicture, width: number, glyphs: Glyphs): Piece {
	const count = wanted === 'everywhere' ? safe`all` : safe`${wanted ?? 0}`;
	const text = wanted === undefined ? safe`${have}` : safe`${have}/${count}`;
	return value(padStart(widthOf(text) > width ? safe`${have}` : text, width), glyphs);
}

/** `     MODEL                 SIZE  QUANT     HAVE  gpu-01      gpu-02`; what they are sorted by is not dim. */
export function modelsHead(
	nodes: readonly HeadNode[],
	{places, sort, glyphs}: ModelHeads,
): ScreenLine {
	const {name, size, quant, parameters, context, have} = places;
	return {
		pieces: placePieces([
			spot(name.column, head(safe`MODEL`, sort === 'name')),
			endingAt(size.column + size.width, [head(safe`SIZE`, sort === 'size')]),
			...(quant === undefined ? [] : [spot(quant.column, head(safe`QUANT`, false))]),
			...(parameters === undefined ? [] : [rightValue(parameters, head(safe`PARAMS`, false))]),
			...(context === undefined ? [] : [rightValue(context, head(safe`CONTEXT`, false))]),
			endingAt(have.column + have.width, [
				sort === 'loaded' ? head(safe`LOADED`, true) : head(safe`HAVE`, sort === 'have'),
			]),
			...(places.nodes.count === 0
				? [spot(places.nodes.column, head(safe`NODES`, false))]
				: nodes.map((node, index) => nodeHead(node, index, {places, glyphs}))),
		]),
	};
}

type ModelHeads = {
	readonly places: ModelPlaces;
	readonly sort: ModelSort;
	readonly glyphs: Glyphs;
};

export type HeadNode = {
	/** Raw. */
	readonly name: string;
	readonly isSilent: boolean;
	readonly isUnderCursor: boolean;
};

function nodeHead(
	{name, isSilent, isUnderCursor}: HeadNode,
	index: number,
	{places: {nodes}, glyphs}: {readonly places: ModelPlaces; readonly glyphs: Glyphs},
): Spot {
	const column = nodes.column + index * (nodes.width + 2);
	const text = cutMiddle(clean(name, {maxCharacters: 100}), nodes.width, glyphs);
	return spot(column, {
		text,
		...(isUnderCursor ? {isStrong: true} : isSilent ? {tone: 'dim' as const} : {}),
	});
}

function head(text: Safe, isSorted: boolean): Piece {
	return isSorted ? {text, isStrong: true} : {text, tone: 'dim'};
}

/** By which column a click on the heads sorts; undefined: there is nothing to sort by. */
export function modelSortAt(places: ModelPlaces, column: number): ModelSort | undefined {
	const isIn = ({column: from, width}: ModelPlaces['size']): boolean =>
		column >= from && column < from + width;
	return isIn(places.name)
		? 'name'
		: isIn(places.size)
			? 'size'
			: isIn(places.have)
				? 'have'
				: undefined;
}
