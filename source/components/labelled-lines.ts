import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Safe} from '../theme/safe.ts';
import {textWidth} from './detail-head.ts';
import {jobLabelColumn, jobValueColumn} from './job-head.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {wrapWords} from './wrap-words.ts';

/** Each with its label, in as many lines as it needs; what is not known is not there. */
export function labelledFacts(
	facts: ReadonlyArray<readonly [label: Safe, text: Safe | undefined]>,
	columns: number,
): readonly ScreenLine[] {
	const width = textWidth(columns) - (jobValueColumn - jobLabelColumn);
	return facts.flatMap(([label, text]) =>
		text === undefined || text === ''
			? []
			: labelledLines(
					label,
					wrapWords(text, width).map(line => [{text: line}]),
				),
	);
}

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
