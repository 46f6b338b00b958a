import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Safe} from '../theme/safe.ts';
import {cutPieces, placePieces, type Spot} from './place-pieces.ts';

/** A line of the detail: what it is about, and figures. */
export type Fact = {
	readonly label: Safe;
	readonly pieces: readonly Piece[];
	/** What is needed least goes first where rows are few: the largest number. */
	readonly rank: number;
};

export type FactColumns = {
	readonly isWide: boolean;
	/** Where the labels and the figures of both columns begin. */
	readonly left: FactColumn;
	readonly right: FactColumn;
};

/** `width`: cells of the figures. */
type FactColumn = {readonly label: number; readonly value: number; readonly width: number};

/** As SCREENS 2 draws them at 80 and at 120 columns; the right column moves with the width. */
export function factColumns(columns: number): FactColumns {
	const isWide = columns >= 120;
	const leftValue = isWide ? 15 : 12;
	const rightLabel = (isWide ? 62 : 46) + Math.floor((columns - (isWide ? 120 : 80)) / 2);
	const rightValue = rightLabel + (isWide ? 11 : 10);
	return {
		isWide,
		left: {label: 5, value: leftValue, width: rightLabel - 2 - leftValue},
		right: {label: rightLabel, value: rightValue, width: columns - 1 - rightValue},
	};
}

/** One column as wide as the screen, where facts are told in full. */
export function wholeFactColumns(columns: number): FactColumns {
	const place = {label: 5, value: 15, width: columns - 1 - 15};
	return {isWide: true, left: place, right: place};
}

export type Facts = {readonly left: readonly Fact[]; readonly right: readonly Fact[]};

export type FactPlace = {
	readonly columns: FactColumns;
	readonly rows: number;
	readonly glyphs: Glyphs;
};

/** Facts in two columns, at most `rows` lines; none leaves its column. */
export function factLines(
	{left, right}: Facts,
	{columns, rows, glyphs}: FactPlace,
): readonly ScreenLine[] {
	const [shownLeft, shownRight] = [mostNeeded(left, rows), mostNeeded(right, rows)];
	const spots = (fact: Fact | undefined, column: FactColumn): readonly Spot[] =>
		fact === undefined ? [] : factSpots(fact, column, glyphs);
	return Array.from({length: Math.max(shownLeft.length, shownRight.length)}, (_, row) => ({
		pieces: placePieces([
			...spots(shownLeft[row], columns.left),
			...spots(shownRight[row], columns.right),
		]),
	}));
}

/** In the order they are in. */
function mostNeeded(facts: readonly Fact[], rows: number): readonly Fact[] {
	const kept = new Set(
		facts.toSorted((one, other) => one.rank - other.rank).slice(0, Math.max(0, rows)),
	);
	return facts.filter(fact => kept.has(fact));
}

function factSpots(fact: Fact, {label, value, width}: FactColumn, glyphs: Glyphs): readonly Spot[] {
	return [
		{column: label, pieces: [{text: fact.label, tone: 'dim'}]},
		{column: value, pieces: cutPieces(fact.pieces, width, glyphs)},
	];
}
