import {joinSafe, type Safe, safe} from '../theme/safe.ts';
import {padEnd, padStart, widthOf} from '../theme/width.ts';
import {hanging} from '../theme/wrap.ts';

const gap = 2;

export type Column = {readonly head: Safe; readonly align?: 'right'};

/**
 * Rows as a table for people, a line each; what is long of the last column goes on under itself on a terminal of so many
 * columns. Scripts take `--json`.
 */
export function tableLines(
	columns: readonly Column[],
	rows: ReadonlyArray<readonly Safe[]>,
	width: number | undefined,
): readonly string[] {
	const all = [columns.map(({head}) => head), ...rows];
	const widths = columns.map((_, index) =>
		Math.max(...all.map(cells => widthOf(cells[index] ?? safe``))),
	);
	return all.flatMap(cells => {
		const head = joinSafe(
			columns.slice(0, -1).map(({align}, index) => {
				const cell = cells[index] ?? safe``;
				const room = widths[index] ?? 0;
				const padded = align === 'right' ? padStart(cell, room) : padEnd(cell, room);
				return padEnd(padded, room + gap);
			}),
			safe``,
		);
		const hang = {columns: width, head, indent: widthOf(head)};
		return hanging(cells.at(-1) ?? safe``, hang).map(line => line.trimEnd());
	});
}
