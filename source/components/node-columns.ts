import type {NodeSort} from '../domain/screen.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {padEnd, padStart} from '../theme/width.ts';
import {placePieces} from './place-pieces.ts';

/** What a column of the table of nodes shows. A share of cpu, memory and gpu has a bar beside it. */
export type NodeColumnName =
	| 'cpu'
	| 'memory'
	| 'gpu'
	| 'temperature'
	| 'disk'
	| 'rx'
	| 'tx'
	| 'load'
	/** A line of heights, not a number. */
	| 'cpuHistory'
	| 'diskRead'
	| 'diskWrite'
	| 'uptime';

export type NodeColumn = {
	readonly name: NodeColumnName;
	/** Its first cell. */
	readonly column: number;
	/** Cells of the number. */
	readonly width: number;
	/** Cells of the bar, one after the number; 0: none. */
	readonly barWidth: number;
};

/** Where everything of a row stands at a width (SCREENS 4). */
export type NodeColumns = {
	readonly nameWidth: number;
	readonly values: readonly NodeColumn[];
	/** STATE takes what is left. */
	readonly state: {readonly column: number; readonly width: number};
};

export const nameColumn = 5;
const gutter = 2;

/** Cells of the last two minutes: ten seconds each. */
export const historyColumns = 12;

type Plan = {readonly name: NodeColumnName; readonly width: number; readonly from: number};

/** In the order of the table; `from` is the width of the terminal at which a column appears. */
const plans: readonly Plan[] = [
	{name: 'cpu', width: 4, from: 80},
	{name: 'memory', width: 4, from: 80},
	{name: 'gpu', width: 4, from: 80},
	{name: 'temperature', width: 5, from: 80},
	{name: 'disk', width: 4, from: 100},
	{name: 'rx', width: 8, from: 120},
	{name: 'tx', width: 8, from: 120},
	{name: 'load', width: 4, from: 160},
	{name: 'cpuHistory', width: historyColumns, from: 160},
	{name: 'diskRead', width: 8, from: 200},
	{name: 'diskWrite', width: 8, from: 200},
	{name: 'uptime', width: 9, from: 200},
];

const barred: ReadonlySet<NodeColumnName> = new Set(['cpu', 'memory', 'gpu']);

export function nodeColumns(columns: number, hasGpu: boolean): NodeColumns {
	const nameWidth = columns >= 200 ? 21 : columns >= 100 ? 12 : 13;
	const barWidth = columns >= 100 ? 10 : 5;
	const values: NodeColumn[] = [];
	let column = nameColumn + nameWidth + gutter;
	for (const {name, width, from} of plans) {
		if (columns < from || (name === 'gpu' && !hasGpu)) {
			continue;
		}

		const ownBar = barred.has(name) ? barWidth : 0;
		values.push({name, column, width, barWidth: ownBar});
		column += width + (ownBar > 0 ? 1 + ownBar : 0) + gutter;
	}

	return {nameWidth, values, state: {column, width: Math.max(0, columns - 1 - column)}};
}

/** `     NODE            CPU         MEM  …  STATE`; the column that the table is sorted by is not dim. */
export function tableHead(
	{values, state}: NodeColumns,
	sort: NodeSort,
	glyphs: Glyphs,
): ScreenLine {
	return {
		pieces: placePieces([
			{column: nameColumn, pieces: [headPiece(safe`NODE`, sort === 'name')]},
			...values.map(({name, column, width}) => ({
				column,
				pieces: [headPiece(headOver(name, width, glyphs), sort === name)],
			})),
			{column: state.column, pieces: [headPiece(safe`STATE`, false)]},
		]),
	};
}

/** By which column a click on the head of the table sorts; undefined: there is none, or nothing to sort by. */
export function sortAt(
	{values, nameWidth, state}: NodeColumns,
	column: number,
): NodeSort | undefined {
	if (column >= nameColumn && column < nameColumn + nameWidth) {
		return 'name';
	}

	if (column >= state.column) {
		return 'health';
	}

	const value = values.find(({column: first, width, barWidth}) => {
		const end = first + width + (barWidth > 0 ? 1 + barWidth : 0);
		return column >= first && column < end;
	});
	return value === undefined ? undefined : sortOf(value.name);
}

function sortOf(name: NodeColumnName): NodeSort | undefined {
	switch (name) {
		case 'cpu':
		case 'memory':
		case 'gpu':
		case 'temperature':
		case 'disk':
			return name;
		default:
			return undefined;
	}
}

/** Left over heights, right over numbers. */
function headOver(name: NodeColumnName, width: number, glyphs: Glyphs): Safe {
	const text = headText(name, glyphs);
	return name === 'cpuHistory' ? padEnd(text, width) : padStart(text, width);
}

function headPiece(text: Safe, isSorted: boolean): Piece {
	return isSorted ? {text, isStrong: true} : {text, tone: 'dim'};
}

function headText(name: NodeColumnName, {net}: Glyphs): Safe {
	const heads: Readonly<Record<NodeColumnName, Safe>> = {
		cpu: safe`CPU`,
		memory: safe`MEM`,
		gpu: safe`GPU`,
		temperature: safe`TEMP`,
		disk: safe`DISK`,
		rx: safe`NET ${net.in}`,
		tx: net.out,
		load: safe`LOAD`,
		cpuHistory: safe`CPU 2 MIN`,
		diskRead: safe`READ`,
		diskWrite: safe`WRITE`,
		uptime: safe`UP`,
	};
	return heads[name];
}
