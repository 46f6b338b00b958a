import type {SlurmPartition} from '../domain/partition.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, padStart} from '../theme/width.ts';
import {joinPieces, piecesWidth, placePieces, type Spot} from './place-pieces.ts';

type Counts = {readonly runs: number; readonly waits: number};

/** What stands over the table of jobs. Names are raw. */
export type JobsSummary = {
	readonly cluster: string;
	readonly mine: Counts | undefined;
	/** `idle`: it is not asked for; `asking`, `failed`: there never was an answer. */
	readonly all: Counts | 'idle' | 'asking' | 'failed';
	readonly partitions: readonly SlurmPartition[];
	/** What it says is from before the cluster fell silent. */
	readonly isOld: boolean;
	/** Records of its lists that were not understood: rows may be missing. */
	readonly unreadCount?: number;
};

const nameColumn = 5;
const longestName = 9;
const gap = 3;

/** `     hpc            mine  3 run  24 wait    all  4 run  25 wait       gpu  2 of 3 gpus, 32 of 48 cpus` */
export function jobsSummaryLine(summary: JobsSummary, columns: number, glyphs: Glyphs): ScreenLine {
	const isWide = columns >= 100;
	const mineColumn = isWide ? 20 : 16;
	const spots: Spot[] = [];
	const add = (column: number, pieces: readonly Piece[]): void => {
		const last = spots.at(-1);
		const end = last === undefined ? 0 : last.column + piecesWidth(last.pieces) + gap;
		spots.push({column: Math.max(column, end), pieces});
	};

	const name = clean(summary.cluster, {maxCharacters: 200});
	add(nameColumn, [{text: cutMiddle(name, isWide ? 13 : longestName, glyphs)}]);
	add(mineColumn, groupPieces(safe`mine`, summary.mine ?? 'asking', glyphs));
	const allColumn = mineColumn + 24;
	if (summary.all !== 'idle') {
		add(allColumn, groupPieces(safe`all`, summary.all, glyphs));
	}

	const last = spots.at(-1);
	const end = last === undefined ? 0 : last.column + piecesWidth(last.pieces) + gap;
	const partitionColumn = Math.max(allColumn + (isWide ? 26 : 22), end);
	const room = columns - 1 - partitionColumn;
	const {partitions, unreadCount = 0} = summary;
	const unread = safe`${glyphs.warning} ${countText(unreadCount)} not read`;
	add(
		partitionColumn,
		unreadCount > 0 ? [{text: unread, tone: 'warning'}] : partitionPieces(partitions, room),
	);
	const dim = summary.isOld ? {tone: 'dim' as const} : {};
	return {pieces: placePieces(spots).map(piece => ({...piece, ...dim}))};
}

/** `mine  3 run  24 wait` */
function groupPieces(
	title: Safe,
	counts: Counts | 'asking' | 'failed',
	glyphs: Glyphs,
): readonly Piece[] {
	if (counts === 'asking' || counts === 'failed') {
		const text = counts === 'asking' ? safe`asking` : safe`${glyphs.cross} no answer`;
		return [{text: safe`${title}  ${text}`, tone: 'dim'}];
	}

	return [
		{text: safe`${title} `, tone: 'dim'},
		{text: padStart(countText(counts.runs), 2)},
		{text: safe` run  `, tone: 'dim'},
		{text: padStart(countText(counts.waits), 2)},
		{text: safe` wait`, tone: 'dim'},
	];
}

function countText(count: number): Safe {
	return clean(count.toLocaleString('en'));
}

/** As many partitions as there is room for, each with what of it is in use. */
function partitionPieces(partitions: readonly SlurmPartition[], columns: number): readonly Piece[] {
	const all = partitions.map(partitionPiece);
	for (let count = all.length; count > 0; count -= 1) {
		const pieces = joinPieces(all.slice(0, count), {text: safe`   `});
		if (piecesWidth(pieces) <= columns) {
			return pieces;
		}
	}

	return (
		partitions
			.slice(0, 1)
			.map(partition => shortPartition(partition))
			.find(pieces => piecesWidth(pieces) <= columns) ?? []
	);
}

function partitionPiece({name, cpus, gpus}: SlurmPartition): readonly Piece[] {
	const parts = [
		...(gpus === undefined || gpus.total === 0
			? []
			: [safe`${gpus.allocated} of ${gpus.total} gpus, `]),
		safe`${cpus.allocated} of ${cpus.total} cpus`,
	];
	return [titlePiece(name), ...parts.map(text => ({text}))];
}

/** Where there is no room for both: what there is least of. */
function shortPartition({name, cpus, gpus}: SlurmPartition): readonly Piece[] {
	const text =
		gpus === undefined || gpus.total === 0
			? safe`${cpus.allocated} of ${cpus.total} cpus`
			: safe`${gpus.allocated} of ${gpus.total} gpus`;
	return [{text: safe`${clean(name, {maxCharacters: 20})} `, tone: 'dim'}, {text}];
}

function titlePiece(name: string): Piece {
	return {text: safe`${clean(name, {maxCharacters: 20})}  `, tone: 'dim'};
}
