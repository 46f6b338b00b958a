import type {Health} from '../domain/health.ts';
import {cellPitch, cellsOfTen, type GridPlaces, tensGap} from '../domain/node-grid.ts';
import type {GridMetric} from '../domain/screen.ts';
import {shareColumn, temperatureColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine, Tone} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';
import {nameColumn} from './node-columns.ts';
import {endingAt, joinPieces, placePieces} from './place-pieces.ts';

/** One node of the grid. */
export type GridCell = {
	readonly health: Health;
	/** Of a node that is well: a fraction, or degrees Celsius. */
	readonly value: number | undefined;
	/** It was not heard of for longer than it should be. */
	readonly isOld: boolean;
	readonly isUnderCursor: boolean;
	readonly isMarked: boolean;
};

export type GridLine = {
	/** Of its first node, raw. */
	readonly name: string;
	readonly cells: readonly GridCell[];
	/** Of the values that are known. */
	readonly mean: number | undefined;
};

type Scale = {readonly from: number; readonly to: number};

/** What the lowest and the highest height stand for. */
function scaleOf(metric: GridMetric): Scale {
	return metric === 'temperature' ? {from: 40, to: 90} : {from: 0, to: 1};
}

/** `     CPU           ▁ 0%  ▄ 50%  █ 100%   ▲ warning  ✖ down  ○ unknown            MEAN` */
export function gridHead(metric: GridMetric, places: GridPlaces, glyphs: Glyphs): ScreenLine {
	const shapes = shapeWords.map(({health, word}): readonly Piece[] => [
		{text: glyphs[health], tone: shapeTone(health)},
		{text: safe` ${word}`, tone: 'dim'},
	]);
	return {
		pieces: placePieces([
			{column: nameColumn, pieces: [{text: metricHeads[metric], tone: 'dim'}]},
			{
				column: places.cellsColumn,
				pieces: [...scalePieces(metric, glyphs), {text: safe`   `}, ...joinPieces(shapes, apart)],
			},
			endingAt(places.meanEnd, [{text: safe`MEAN`, tone: 'dim'}]),
		]),
	};
}

const apart: Piece = {text: safe`  `};

/** Digits are no heights, and would be read as part of the figures beside them: `0-9 for 0-100%`. */
function scalePieces(metric: GridMetric, glyphs: Glyphs): readonly Piece[] {
	const {degree, map} = glyphs;
	const [lowest = safe` `, highest = safe` `] = [map[0], map.at(-1)];
	const [from = safe``, half = safe``, to = safe``] = scaleTexts(metric, glyphs);
	if (/^\d$/.test(lowest)) {
		const range = metric === 'temperature' ? safe`40-90${degree}C` : safe`0-100%`;
		return [{text: safe`${lowest}-${highest} for ${range}`, tone: 'dim'}];
	}

	const middle = map[Math.floor((map.length - 1) / 2)] ?? safe` `;
	const ends = [
		{height: lowest, text: from},
		{height: middle, text: half},
		{height: highest, text: to},
	].map(({height, text}): readonly Piece[] => [
		{text: height, tone: 'bar'},
		{text: safe` ${text}`, tone: 'dim'},
	]);
	return joinPieces(ends, apart);
}

const shapeWords = [
	{health: 'warning', word: safe`warning`},
	{health: 'down', word: safe`down`},
	{health: 'unknown', word: safe`unknown`},
] as const;

const metricHeads: Readonly<Record<GridMetric, Safe>> = {
	cpu: safe`CPU`,
	memory: safe`MEM`,
	gpu: safe`GPU`,
	temperature: safe`TEMP`,
};

function scaleTexts(metric: GridMetric, {degree}: Glyphs): readonly Safe[] {
	return metric === 'temperature'
		? [safe`40${degree}C`, safe`65${degree}C`, safe`90${degree}C`]
		: [safe`0%`, safe`50%`, safe`100%`];
}

/** `     pi-001        ▄ ▃ ▅ ▄ ▄ ▄ ▃ ▂ ▂ ▂    ▂ ▅[▄]▄ ▃       35%` */
export function gridLine(
	line: GridLine,
	metric: GridMetric,
	{places, glyphs}: {readonly places: GridPlaces; readonly glyphs: Glyphs},
): ScreenLine {
	const name = cutMiddle(clean(line.name, {maxCharacters: 200}), places.nameWidth, glyphs);
	const mean = metric === 'temperature' ? temperatureColumn : shareColumn;
	const meanTone = line.mean === undefined ? {tone: 'dim' as const} : {};
	return {
		pieces: placePieces([
			{column: nameColumn, pieces: [{text: name}]},
			// The blank before the first cell is where a bracket or a mark stands.
			{column: places.cellsColumn - 1, pieces: cellPieces(line.cells, scaleOf(metric), glyphs)},
			endingAt(places.meanEnd, [{text: mean(line.mean, glyphs), ...meanTone}]),
		]),
	};
}

/** The column of a cell, counted from the first cell of its row. */
export function cellColumn(cell: number): number {
	return cell * cellPitch + Math.floor(cell / cellsOfTen) * tensGap;
}

/** Each cell with the blank before it, and the one after the last. */
function cellPieces(cells: readonly GridCell[], scale: Scale, glyphs: Glyphs): readonly Piece[] {
	const pieces: Piece[] = [];
	for (const [index, cell] of cells.entries()) {
		const before = cells[index - 1];
		const isNewTen = index > 0 && index % cellsOfTen === 0;
		if (isNewTen) {
			pieces.push(besideLast(before), {text: blanksOfGap});
		}

		pieces.push(
			besideCell(cell, isNewTen ? undefined : before, glyphs),
			cellPiece(cell, scale, glyphs),
		);
	}

	return joinAlike([...pieces, besideLast(cells.at(-1))]);
}

const blanksOfGap = joinSafe(
	Array.from({length: tensGap - 1}, () => safe` `),
	safe``,
);
const bracketLook = {tone: 'accent', isStrong: true} as const;

function besideCell(
	{isMarked, isUnderCursor}: GridCell,
	before: GridCell | undefined,
	glyphs: Glyphs,
): Piece {
	if (isMarked) {
		return {text: glyphs.mark, tone: 'accent'};
	}

	return isUnderCursor
		? {text: safe`[`, ...bracketLook}
		: before?.isUnderCursor === true
			? {text: safe`]`, ...bracketLook}
			: {text: safe` `};
}

function besideLast(cell: GridCell | undefined): Piece {
	return cell?.isUnderCursor === true ? {text: safe`]`, ...bracketLook} : {text: safe` `};
}

/** A shape where something is to be seen to, else a height. */
function cellPiece({health, value, isOld}: GridCell, scale: Scale, glyphs: Glyphs): Piece {
	if (health !== 'ok') {
		return {text: glyphs[health], tone: shapeTone(health)};
	}

	return value === undefined
		? {text: glyphs.absent, tone: 'dim'}
		: {text: heightOf(value, scale, glyphs), tone: isOld ? 'dim' : 'bar'};
}

function shapeTone(health: Exclude<Health, 'ok'>): Tone {
	return health === 'unknown' ? 'dim' : health;
}

function heightOf(value: number, {from, to}: Scale, {map}: Glyphs): Safe {
	const level = Math.floor(((value - from) / (to - from)) * map.length);
	return map[Math.max(0, Math.min(map.length - 1, level))] ?? safe` `;
}

/** Neighbours in one look are one piece; a blank has none of its own. */
function joinAlike(pieces: readonly Piece[]): readonly Piece[] {
	const joined: Piece[] = [];
	for (const piece of pieces) {
		const last = joined.at(-1);
		const isBlank = piece.text.trim() === '' && last?.isStrong !== true;
		if (
			last !== undefined &&
			(isBlank || (last.tone === piece.tone && last.isStrong === piece.isStrong))
		) {
			joined[joined.length - 1] = {...last, text: safe`${last.text}${piece.text}`};
		} else {
			joined.push(piece);
		}
	}

	return joined;
}
