import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Safe} from '../theme/safe.ts';
import {jobLabelColumn, jobValueColumn} from './job-head.ts';
import {placePieces, type Spot} from './place-pieces.ts';

/** The label beside the first of the lines. */
export function labelledLines(
	label: Safe,
	lines: ReadonlyArray<readonly Piece[]>,
): readonly ScreenLine[] {
	return lines.map((pieces, index) => {
		const first: readonly Spot[] =
			index === 0 && label !== ''
				? [{column: jobLabelColumn, pieces: [{text: label, tone: 'dim'}]}]
				: [];
		return {pieces: placePieces([...first, {column: jobValueColumn, pieces}])};
	});
}
