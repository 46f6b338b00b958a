import {assertNever} from '../domain/assert-never.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';
import {cutEnd, cutMiddle, widthOf} from '../theme/width.ts';
import {type ModelCell, modelCellPieces} from './model-cell.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** A model on one node, and whether it would fit there. The name is raw. */
export type ModelNodePicture = {
	readonly name: string;
	readonly cell: ModelCell;
	/** Of a copy: where it is. */
	readonly now: Safe;
	/** Why the node tells nothing, in parts of falling weight; undefined: it does. */
	readonly silent: readonly Safe[] | undefined;
	/** There is room for all of that, whatever it takes. */
	readonly isWhole: boolean;
	readonly fit: Safe;
	readonly isUnderCursor: boolean;
};

const nameColumn = 5;
const nowColumn = 19;
const fitColumn = {wide: 48, narrow: 34};

function fitColumnAt(columns: number): number {
	return columns < 100 ? fitColumn.narrow : fitColumn.wide;
}

/** `     NODE          NOW                          WILL IT FIT, with a context of 8,192 (3.40 GiB)` */
export function modelNodesHead(
	contextTokens: number,
	needsBytes: number | undefined,
	{columns, glyphs}: {readonly columns: number; readonly glyphs: Glyphs},
): ScreenLine {
	const needs = needsBytes === undefined ? safe`` : safe` (${sizeWords(needsBytes)})`;
	const context = clean(contextTokens.toLocaleString('en'));
	const column = fitColumnAt(columns);
	const words = columns < 100 ? safe`context` : safe`with a context of`;
	const text = safe`WILL IT FIT, ${words} ${context}${needs}`;
	return {
		pieces: placePieces([
			{column: nameColumn, pieces: [{text: safe`NODE`, tone: 'dim'}]},
			{column: nowColumn, pieces: [{text: safe`NOW`, tone: 'dim'}]},
			{column, pieces: [{text: cutEnd(text, columns - 1 - column, glyphs), tone: 'dim'}]},
		]),
	};
}

/**
 * `     gpu-02        loaded, 3.40 GiB, all GPU    runs now · leaves in 4 m 12 s unless used`; more than one where a node
 * tells nothing and why is long, where there is room: its end is what helps.
 */
export function modelNodeLines(
	row: ModelNodePicture,
	columns: number,
	glyphs: Glyphs,
): readonly ScreenLine[] {
	const {name, isUnderCursor, silent, isWhole, fit} = row;
	const column = fitColumnAt(columns);
	const nameText = cutMiddle(clean(name, {maxCharacters: 100}), nowColumn - nameColumn - 2, glyphs);
	const spots: readonly Spot[] = [
		...(isUnderCursor
			? [{column: 3, pieces: [{text: glyphs.cursor, tone: 'accent' as const}]}]
			: []),
		{column: nameColumn, pieces: [{text: nameText, ...(isUnderCursor ? {isStrong: true} : {})}]},
	];
	if (silent !== undefined) {
		const room = columns - 1 - nowColumn;
		const whole = joinSafe(silent, safe` ${glyphs.apart} `);
		const texts = isWhole ? wrapWords(whole, room) : [fitParts(silent, room, glyphs)];
		return texts.map((text, index) => ({
			pieces: placePieces([
				...(index === 0 ? spots : []),
				{column: nowColumn, pieces: [{text, tone: 'dim'}]},
			]),
		}));
	}

	const pieces = nowPieces(row, column - nowColumn - 2, glyphs);
	const text = shortened(fit, columns - 1 - column, glyphs);
	return [
		{pieces: placePieces([...spots, {column: nowColumn, pieces}, {column, pieces: [{text}]}])},
	];
}

/** `yes: 6.07 GiB of GPU memory free`: whole clauses, without by how much where there is no room for it. */
function shortened(fit: Safe, columns: number, glyphs: Glyphs): Safe {
	const [clause = fit] = fit.split('; ');
	const comma = clause.lastIndexOf(', ');
	const shorter = [fit, clause, clause.slice(0, comma < 0 ? undefined : comma)].map(text =>
		clean(text),
	);
	return shorter.find(text => widthOf(text) <= columns) ?? cutEnd(fit, columns, glyphs);
}

function nowPieces(
	{cell, now}: ModelNodePicture,
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	switch (cell.kind) {
		case 'copy':
			return [{text: cutEnd(now, columns, glyphs)}];
		case 'absent':
			return [{text: safe`not there`, tone: 'dim'}];
		case 'old':
		case 'working':
		case 'queued':
		case 'failed':
		case 'stopped':
			return modelCellPieces(cell, Math.min(columns, 20), glyphs);
		default:
			return assertNever(cell);
	}
}
