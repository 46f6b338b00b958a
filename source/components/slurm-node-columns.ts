import type {SlurmNodeSort} from '../domain/screen.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {type Safe, safe} from '../theme/safe.ts';
import {endingAt, placePieces, type Spot} from './place-pieces.ts';

/** Numbers, and a bar behind them where there is room: `bar` 0 is none. */
export type Gauge = {
	readonly column: number;
	readonly width: number;
	readonly bar: {readonly column: number; readonly width: number};
};

type Cells = {readonly column: number; readonly width: number};

/** Where everything stands in the list of partitions and nodes: cpus and gpus of both are under each other. */
export type SlurmColumns = {
	readonly name: Cells;
	readonly state: Cells;
	readonly cpus: Gauge;
	/** Undefined where the cluster has none. */
	readonly gpus: Gauge | undefined;
	/** Of a partition. */
	readonly nodes: Gauge;
	readonly limit: Cells;
	readonly about: Cells;
	/** Of a node. */
	readonly memory: Gauge;
	readonly load: Cells | undefined;
	readonly jobs: Cells;
};

type Widths = {
	readonly name: number;
	readonly state: number;
	readonly cpus: number;
	readonly gpus: number;
	readonly cpuBar: number;
	readonly gpuBar: number;
	readonly lastBar: number;
	readonly hasLoad: boolean;
};

function widthsAt(columns: number): Widths {
	if (columns < 100) {
		return {
			name: 12,
			state: 10,
			cpus: 8,
			gpus: 6,
			cpuBar: 4,
			gpuBar: 0,
			lastBar: 0,
			hasLoad: false,
		};
	}

	if (columns < 120) {
		return {name: 14, state: 15, cpus: 9, gpus: 7, cpuBar: 6, gpuBar: 0, lastBar: 0, hasLoad: true};
	}

	return columns < 160
		? {name: 16, state: 15, cpus: 9, gpus: 7, cpuBar: 8, gpuBar: 4, lastBar: 6, hasLoad: true}
		: {name: 20, state: 20, cpus: 9, gpus: 7, cpuBar: 10, gpuBar: 8, lastBar: 8, hasLoad: true};
}

const firstColumn = 5;
const gutter = 2;
const nodesWidth = 7;
const limitWidth = 5;
const shareWidth = 4;
const loadWidth = 4;

export function slurmColumns(columns: number, hasGpu: boolean): SlurmColumns {
	const widths = widthsAt(columns);
	const end = columns - 1;
	const name = {column: firstColumn, width: widths.name};
	const state = {column: after(name), width: widths.state};
	const cpus = gauge(after(state), widths.cpus, widths.cpuBar);
	const gpus = hasGpu ? gauge(afterGauge(cpus), widths.gpus, widths.gpuBar) : undefined;
	const rest = afterGauge(gpus ?? cpus);
	const nodes = gauge(rest, nodesWidth, widths.lastBar);
	const limit = {column: afterGauge(nodes), width: limitWidth};
	const memory = gauge(rest, shareWidth, widths.lastBar);
	const load = widths.hasLoad ? {column: afterGauge(memory), width: loadWidth} : undefined;
	const jobsColumn = load === undefined ? afterGauge(memory) : after(load);
	return {
		...{name, state, cpus, gpus, nodes, limit, memory, load},
		about: {column: after(limit), width: Math.max(0, end - after(limit))},
		jobs: {column: jobsColumn, width: Math.max(0, end - jobsColumn)},
	};
}

function after({column, width}: Cells): number {
	return column + width + gutter;
}

function gauge(column: number, width: number, bar: number): Gauge {
	return {column, width, bar: {column: column + width + 1, width: bar}};
}

function afterGauge({column, width, bar}: Gauge): number {
	return column + width + (bar.width === 0 ? 0 : 1 + bar.width) + gutter;
}

/** `     PARTITION     STATE     CPUS IN USE     GPUS     NODES     LIMIT` */
export function partitionsHead(columns: SlurmColumns): ScreenLine {
	return head([
		leftHead(columns.name, safe`PARTITION`, false),
		...commonHeads(columns, undefined),
		numberHead(columns.nodes, safe`NODES`, false),
		numberHead(columns.limit, safe`LIMIT`, false),
	]);
}

/** `     NODE     STATE     CPUS     GPUS     MEM     LOAD     JOBS, OR WHY NOT`; what nodes are sorted by is not dim. */
export function slurmNodesHead(columns: SlurmColumns, sort: SlurmNodeSort): ScreenLine {
	const {name, memory, load, jobs} = columns;
	return head([
		leftHead(name, safe`NODE`, sort === 'name'),
		...commonHeads(columns, sort),
		numberHead(memory, safe`MEM`, sort === 'memory'),
		...(load === undefined ? [] : [numberHead(load, safe`LOAD`, sort === 'load')]),
		leftHead(jobs, safe`JOBS, OR WHY NOT`, false),
	]);
}

function head(spots: readonly Spot[]): ScreenLine {
	return {pieces: placePieces(spots)};
}

function commonHeads(
	{state, cpus, gpus}: SlurmColumns,
	sort: SlurmNodeSort | undefined,
): readonly Spot[] {
	return [
		leftHead(state, safe`STATE`, sort === 'health'),
		numberHead(cpus, safe`CPUS`, sort === 'cpu'),
		...(gpus === undefined ? [] : [numberHead(gpus, safe`GPUS`, sort === 'gpu')]),
	];
}

function leftHead({column}: Cells, text: Safe, isSorted: boolean): Spot {
	return {column, pieces: [headPiece(text, isSorted)]};
}

function numberHead({column, width}: Cells, text: Safe, isSorted: boolean): Spot {
	return endingAt(column + width, [headPiece(text, isSorted)]);
}

function headPiece(text: Safe, isSorted: boolean): Piece {
	return isSorted ? {text, isStrong: true} : {text, tone: 'dim'};
}

/** By which column a click on the head of the nodes sorts; undefined: there is nothing to sort by. */
export function slurmSortAt(columns: SlurmColumns, column: number): SlurmNodeSort | undefined {
	const isIn = (cells: Cells | undefined): boolean =>
		cells !== undefined && column >= cells.column && column < after(cells);
	const {name, state, cpus, gpus, memory, load} = columns;
	if (isIn(name)) {
		return 'name';
	}

	if (isIn(state)) {
		return 'health';
	}

	return isIn(cpus)
		? 'cpu'
		: isIn(gpus)
			? 'gpu'
			: isIn(memory)
				? 'memory'
				: isIn(load)
					? 'load'
					: undefined;
}
