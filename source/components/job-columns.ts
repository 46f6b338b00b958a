import type {JobColumn, JobSort} from '../domain/screen.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {padStart} from '../theme/width.ts';
import {placePieces} from './place-pieces.ts';

/** A column of the table of jobs, also those that are always there. */
export type JobColumnName = JobColumn | 'state' | 'time';

export type PlacedJobColumn = {
	readonly name: JobColumnName;
	/** Its first cell. */
	readonly column: number;
	readonly width: number;
};

/** Where everything of a row stands at a width (SCREENS 4). */
export type JobColumns = {
	readonly idWidth: number;
	readonly name: {readonly column: number; readonly width: number};
	readonly values: readonly PlacedJobColumn[];
	/** Where it runs, or why not, takes what is left. */
	readonly where: {readonly column: number; readonly width: number};
};

export const jobIdColumn = 5;
const gutter = 2;
/** Cells that the last column keeps: columns that were chosen go before it does. */
const leastWhere = 20;

const widths: Readonly<Record<Exclude<JobColumnName, 'state'>, number>> = {
	user: 6,
	account: 10,
	partition: 5,
	qos: 8,
	time: 9,
	limit: 5,
	nodes: 5,
	cpus: 4,
	gpus: 3,
	memory: 8,
	priority: 6,
	submitted: 12,
};

/** In the order of the table. */
const order: readonly JobColumnName[] = [
	...(['user', 'account', 'partition', 'qos', 'state', 'time', 'limit'] as const),
	...(['nodes', 'cpus', 'gpus', 'memory', 'priority', 'submitted'] as const),
];

/** What goes first where there is no room for all that were chosen. */
const goingFirst: readonly JobColumn[] = [
	...(['submitted', 'memory', 'qos', 'account', 'nodes', 'priority'] as const),
	...(['limit', 'gpus', 'cpus', 'partition', 'user'] as const),
];

export function jobColumns(columns: number, chosen: readonly JobColumn[]): JobColumns {
	const placed = place(columns, chosen);
	const going = goingFirst.find(name => chosen.includes(name));
	return placed.where.width >= leastWhere || going === undefined
		? placed
		: jobColumns(
				columns,
				chosen.filter(name => name !== going),
			);
}

function place(columns: number, chosen: readonly JobColumn[]): JobColumns {
	const isNarrow = columns < 100;
	const idWidth = isNarrow ? 11 : 13;
	const nameWidth = isNarrow ? 14 : columns >= 200 ? 32 : 16;
	const name = {column: jobIdColumn + idWidth + gutter, width: nameWidth};
	const values: PlacedJobColumn[] = [];
	let column = name.column + nameWidth + gutter;
	for (const one of order) {
		const width = one === 'state' ? (isNarrow ? 7 : 8) : widths[one];
		if (isAlways(one) || chosen.includes(one)) {
			values.push({name: one, column, width});
			column += width + gutter;
		}
	}

	return {idWidth, name, values, where: {column, width: Math.max(0, columns - 1 - column)}};
}

function isAlways(name: JobColumnName): name is 'state' | 'time' {
	return name === 'state' || name === 'time';
}

/** Numbers have their heads over their right edge. */
const isNumber: ReadonlySet<JobColumnName> = new Set([
	...(['time', 'limit', 'nodes', 'cpus', 'gpus', 'memory', 'priority', 'submitted'] as const),
]);

/** `     ID             NAME              USER    PART   STATE  …  WHERE, OR WHY NOT`; what the table is sorted by is not dim. */
export function jobsHead({name, values, where}: JobColumns, sort: JobSort): ScreenLine {
	return {
		pieces: placePieces([
			{column: jobIdColumn, pieces: [headPiece(safe`ID`, sort === 'id')]},
			{column: name.column, pieces: [headPiece(safe`NAME`, sort === 'name')]},
			...values.map(one => ({
				column: one.column,
				pieces: [
					headPiece(
						isNumber.has(one.name) ? padStart(heads[one.name], one.width) : heads[one.name],
						sortOf(one.name) === sort,
					),
				],
			})),
			{column: where.column, pieces: [headPiece(safe`WHERE, OR WHY NOT`, false)]},
		]),
	};
}

function headPiece(text: Safe, isSorted: boolean): Piece {
	return isSorted ? {text, isStrong: true} : {text, tone: 'dim'};
}

const heads: Readonly<Record<JobColumnName, Safe>> = {
	user: safe`USER`,
	account: safe`ACCOUNT`,
	partition: safe`PART`,
	qos: safe`QOS`,
	state: safe`STATE`,
	time: safe`TIME`,
	limit: safe`LIMIT`,
	nodes: safe`NODES`,
	cpus: safe`CPU`,
	gpus: safe`GPU`,
	memory: safe`MEM`,
	priority: safe`PRIO`,
	submitted: safe`SUBMITTED`,
};

/** By which column a click on the head of the table sorts; undefined: there is none, or nothing to sort by. */
export function jobSortAt(
	{name, values, idWidth, where}: JobColumns,
	column: number,
): JobSort | undefined {
	if (column >= where.column) {
		return 'mine';
	}

	if (column >= jobIdColumn && column < jobIdColumn + idWidth) {
		return 'id';
	}

	if (column >= name.column && column < name.column + name.width) {
		return 'name';
	}

	const value = values.find(one => column >= one.column && column < one.column + one.width);
	return value === undefined ? undefined : sortOf(value.name);
}

function sortOf(name: JobColumnName): JobSort | undefined {
	switch (name) {
		case 'user':
		case 'state':
		case 'time':
		case 'priority':
		case 'submitted':
			return name;
		default:
			return undefined;
	}
}
