import {Text} from 'ink';
import {memo} from 'react';
import {drawable, paintLine} from '../theme/paint.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import type {Safe} from '../theme/safe.ts';

type LineProps = {
	readonly line: ScreenLine;
	/** Cells of the terminal; what is beyond them is cut. */
	readonly columns: number;
	readonly profile: Profile;
};

/** The only file where text meets Ink: one line of the screen, painted as a whole. */
export const Line = memo(PaintedLine, isSameLine);

function PaintedLine({line, columns, profile}: LineProps) {
	const painted = paintLine(line, columns, profile);
	// A text without a character would have no height.
	return <Text wrap="truncate">{painted === '' ? ' ' : painted}</Text>;
}

/** A line without any look, as long as it is. */
export function PlainLine({text, profile}: {readonly text: Safe; readonly profile: Profile}) {
	return <Text>{drawable(text, profile)}</Text>;
}

/** By value: lines are composed anew with each fact, and most say the same as before. */
function isSameLine(before: LineProps, after: LineProps): boolean {
	return (
		before.columns === after.columns &&
		before.profile === after.profile &&
		areSameLines(before.line, after.line)
	);
}

function areSameLines(one: ScreenLine, other: ScreenLine): boolean {
	return (
		one === other ||
		(one.isUnderCursor === other.isUnderCursor &&
			one.pieces.length === other.pieces.length &&
			one.pieces.every((piece, index) => isSamePiece(piece, other.pieces[index])))
	);
}

function isSamePiece(one: Piece, other: Piece | undefined): boolean {
	return (
		one.text === other?.text &&
		one.tone === other.tone &&
		one.isStrong === other.isStrong &&
		one.isInverse === other.isInverse
	);
}
