import type {Health} from '../domain/health.ts';
import type {ResourceCounts} from '../domain/partition.ts';
import {bar} from '../theme/bar.ts';
import {loadColumn, shareColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {limitColumn} from '../theme/job-text.ts';
import type {TimeLimit} from '../domain/job.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {slurmShape} from '../theme/slurm-node-text.ts';
import {cutEnd, cutMiddle, padStart} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import type {Gauge, SlurmColumns} from './slurm-node-columns.ts';
import {countsBar} from './task-bar.ts';

/** What the rows of partitions and of nodes have alike. The name is raw. */
type RowFront = {
	readonly name: string;
	readonly health: Health;
	/** All that it is at once. */
	readonly state: Safe;
	readonly cpus: ResourceCounts | undefined;
	readonly gpus: ResourceCounts | undefined;
	readonly isUnderCursor: boolean;
	readonly isMarked: boolean;
	/** What it says is from before the cluster fell silent. */
	readonly isOld: boolean;
};

export type PartitionRowPicture = RowFront & {
	readonly nodes: ResourceCounts;
	readonly limit: TimeLimit | undefined;
	/** What else there is to say, the most important first. */
	readonly about: readonly Safe[];
};

export type SlurmNodeRowPicture = RowFront & {
	readonly memoryFraction: number | undefined;
	readonly load: number | undefined;
	/** Which jobs run there, or why none may, the most important first. */
	readonly about: readonly Safe[];
	/** Nothing runs there and nothing may: that stands in place of all values. */
	readonly isClosed: boolean;
};

/** `   ● gpu           up          32/48 ████████▒░░   2/3 ███░   2/3 ████░░    3 d  default` */
export function partitionRowLine(
	row: PartitionRowPicture,
	columns: SlurmColumns,
	profile: Profile,
): ScreenLine {
	const {glyphs} = profile;
	const {nodes, limit, about} = row;
	return line(row, [
		...frontSpots(row, columns, profile),
		...countSpots(row.cpus, columns.cpus, glyphs),
		...(columns.gpus === undefined ? [] : countSpots(row.gpus, columns.gpus, glyphs)),
		...countSpots(nodes, columns.nodes, glyphs),
		spot(columns.limit.column, value(limitColumn(limit, glyphs), glyphs)),
		spot(columns.about.column, {text: fitParts(about, columns.about.width, glyphs)}),
	]);
}

/** ` › ● gpu-01        mixed        5/8 █████░░░   2/2 ████   61% ███   11.8  4711 train-llm · alice` */
export function slurmNodeRowLine(
	row: SlurmNodeRowPicture,
	columns: SlurmColumns,
	profile: Profile,
): ScreenLine {
	const {glyphs} = profile;
	const front = frontSpots(row, columns, profile);
	if (row.isClosed) {
		const {column} = columns.cpus;
		const width = columns.jobs.column + columns.jobs.width - column;
		return line(row, [...front, spot(column, {text: fitParts(row.about, width, glyphs)})]);
	}

	const {memory, load, jobs} = columns;
	return line(row, [
		...front,
		...countSpots(row.cpus, columns.cpus, glyphs),
		...(columns.gpus === undefined ? [] : countSpots(row.gpus, columns.gpus, glyphs)),
		spot(memory.column, value(shareColumn(row.memoryFraction, glyphs), glyphs)),
		...(row.memoryFraction === undefined || memory.bar.width === 0
			? []
			: [
					spot(memory.bar.column, {
						...{text: bar(row.memoryFraction, memory.bar.width, glyphs), tone: 'bar' as const},
					}),
				]),
		...(load === undefined ? [] : [spot(load.column, value(loadColumn(row.load, glyphs), glyphs))]),
		spot(jobs.column, {text: fitParts(row.about, jobs.width, glyphs)}),
	]);
}

/** Old values are dim, their shape stays (SCREENS 3, freshness). */
function line({isOld, isUnderCursor}: RowFront, spots: readonly Spot[]): ScreenLine {
	const shapeColumn = 3;
	const shown = isOld
		? spots.map(one =>
				one.column <= shapeColumn
					? one
					: {...one, pieces: one.pieces.map(piece => ({...piece, tone: 'dim' as const}))},
			)
		: spots;
	return {pieces: placePieces(shown), isUnderCursor};
}

function frontSpots(
	{name, health, state, isUnderCursor, isMarked}: RowFront,
	columns: SlurmColumns,
	profile: Profile,
): readonly Spot[] {
	const {glyphs} = profile;
	const text = cutMiddle(clean(name, {maxCharacters: 300}), columns.name.width, glyphs);
	return [
		...(isUnderCursor ? [spot(1, {text: glyphs.cursor, tone: 'accent'})] : []),
		...(isMarked ? [spot(2, {text: glyphs.mark, tone: 'accent'})] : []),
		spot(3, slurmShape(health, glyphs)),
		spot(columns.name.column, {text, ...(isUnderCursor ? cursorNameLook(profile) : {})}),
		spot(columns.state.column, {text: cutEnd(state, columns.state.width, glyphs)}),
	];
}

function spot(column: number, piece: Piece): Spot {
	return {column, pieces: [piece]};
}

function value(text: Safe, {absent}: Glyphs): Piece {
	return text.trim() === absent ? {text, tone: 'dim'} : {text};
}

/** `32/48 ███████▒░░`: what is in use of all there is. Numbers are never cut: one that has no room is not told. */
function countSpots(
	counts: ResourceCounts | undefined,
	{column, width, bar: place}: Gauge,
	glyphs: Glyphs,
): readonly Spot[] {
	const known = counts === undefined || counts.total === 0 ? undefined : counts;
	const text = known === undefined ? glyphs.absent : safe`${known.allocated}/${known.total}`;
	const number = padStart(text.length > width ? glyphs.absent : text, width);
	return [
		spot(column, value(number, glyphs)),
		...(known === undefined || place.width === 0
			? []
			: [{column: place.column, pieces: countsBar(known, place.width, glyphs)}]),
	];
}
