import type {TaskCounts} from '../domain/job-where.ts';
import type {ResourceCounts} from '../domain/partition.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece} from '../theme/piece.ts';
import {repeated} from './place-pieces.ts';

/**
 * `████████▒░░░`: tasks of an array that ended, however they did, run, and wait. What there is some of has a cell where
 * there is room.
 */
export function taskBar(
	{done, failed, runs, waits}: TaskCounts,
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	return threePartBar([done + failed, runs, waits], columns, glyphs);
}

/** `██████▒░░░`: what is in use, what nobody can have, and what is free. */
export function countsBar(
	{allocated, other, idle}: ResourceCounts,
	columns: number,
	glyphs: Glyphs,
): readonly Piece[] {
	return allocated + other + idle === 0
		? []
		: threePartBar([allocated, other, idle], columns, glyphs);
}

function threePartBar(counts: Three, columns: number, {tasks}: Glyphs): readonly Piece[] {
	const [first, second, third] = cellsOf(counts, columns);
	const pieces: readonly Piece[] = [
		{text: repeated(tasks.done, first), tone: 'bar'},
		{text: repeated(tasks.running, second), tone: 'bar'},
		{text: repeated(tasks.waiting, third), tone: 'rule'},
	];
	return pieces.filter(({text}) => text !== '');
}

type Three = readonly [number, number, number];

/** At least one of each that there is; it is full of one only where there is nothing else. */
function cellsOf([ended, runs, waits]: Three, columns: number): Three {
	const total = Math.max(1, ended + runs + waits);
	const cells = (count: number): number =>
		count === 0 ? 0 : Math.max(1, Math.round((count / total) * columns));
	const least = Number(runs > 0) + Number(waits > 0);
	const endedCells = Math.min(cells(ended), columns - least);
	const left = columns - endedCells;
	const runCells = waits === 0 ? left : Math.min(cells(runs), left - 1);
	return [endedCells, runs === 0 ? 0 : runCells, left - (runs === 0 ? 0 : runCells)];
}
