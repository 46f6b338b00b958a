import type {TaskCounts} from '../domain/job-where.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {repeated} from './place-pieces.ts';

/** `████████▒░░░`: tasks of an array that ended, run and wait. What there is some of has a cell where there is room. */
export function taskBar(counts: TaskCounts, columns: number, glyphs: Glyphs): readonly Piece[] {
	const {tasks} = glyphs;
	const [ended, runs, waits] = cellsOf(
		[counts.done + counts.failed, counts.runs, counts.waits],
		columns,
	);
	const pieces: readonly Piece[] = [
		{text: repeated(tasks.done, ended), tone: 'bar'},
		{text: repeated(tasks.running, runs), tone: 'bar'},
		{text: repeated(tasks.waiting, waits), tone: 'rule'},
	];
	return pieces.filter(({text}) => text !== '');
}

type Three = readonly [number, number, number];

/** At least one each, the rest to the largest. */
function cellsOf(counts: Three, columns: number): Three {
	const [ended, runs, waits] = counts;
	const total = Math.max(1, ended + runs + waits);
	const cells = (count: number): number =>
		count === 0 ? 0 : Math.max(1, Math.round((count / total) * columns));
	const [a, b, c] = [cells(ended), cells(runs), cells(waits)];
	const over = a + b + c - columns;
	if (a >= b && a >= c) {
		return [a - over, b, c];
	}

	return b >= c ? [a, b - over, c] : [a, b, c - over];
}
