/** Rows of a log, each with its place counted from the start of the log: lines, and what we say between them. */
import {logTextColumns, mostLogRows} from '../domain/screen.ts';
import type {LogRemark} from '../domain/log-remark.ts';
import type {FindRanges} from '../rules/pattern-ranges.ts';
import {textSearch} from '../rules/text-search.ts';
import {wrappedRows} from '../rules/wrapped-rows.ts';
import type {LogChunk, LogState} from './log-state.ts';
import {remember} from './remember.ts';
import type {LogScreen, ScreenState} from './screen-state.ts';

export type LogRow =
	| {readonly kind: 'line'; readonly place: number; readonly atMs: number; readonly text: string}
	/** So many lines before the next one came too fast to be kept. */
	| {
			readonly kind: 'leftOut';
			readonly place: number;
			readonly atMs: number;
			readonly count: number;
	  }
	/** What is said of the file itself. */
	| {
			readonly kind: 'remark';
			readonly place: number;
			readonly atMs: number;
			readonly remark: LogRemark;
			/** One after the other; undefined: once. */
			readonly times?: number | undefined;
	  };

export function chunkRows(chunk: LogChunk): number {
	return chunk.lines.length + rowsAbove(chunk);
}

/** Of ours, over the lines of the piece. */
function rowsAbove({leftOutLines, remark}: LogChunk): number {
	return Number(leftOutLines > 0) + Number(remark !== undefined);
}

/** The place after the last row. */
export function endOfLog(log: LogState): number {
	return endOfWhole(log) + Number(log.unfinished !== undefined);
}

/** The place after the last row that will not change any more: where a line may be that is being written. */
export function endOfWhole({chunks, droppedLines}: LogState): number {
	return chunks.reduce((sum, chunk) => sum + chunkRows(chunk), droppedLines);
}

/** A file that is there and was read, without anything in it, below what we said of it. */
export function isEmptyFile({chunks, droppedLines, unfinished, end}: LogState): boolean {
	const wasRead = chunks.some(({remark}) => remark === undefined);
	const hasText =
		unfinished !== undefined ||
		droppedLines > 0 ||
		chunks.some(chunk => chunk.lines.length + chunk.leftOutLines > 0);
	const said = chunks.findLast(({remark}) => remark !== undefined)?.remark?.kind;
	return end === 'open' && wasRead && !hasText && said !== undefined && !isUnreadable.has(said);
}

const isUnreadable: ReadonlySet<LogRemark['kind']> = new Set([
	'missing',
	'gone',
	'denied',
] as const);

/** At most so many rows from this place on; what was dropped is not there. */
export function rowsFrom(log: LogState, place: number, count: number): readonly LogRow[] {
	const rows: LogRow[] = [];
	let start = log.droppedLines;
	for (const chunk of log.chunks) {
		const length = chunkRows(chunk);
		for (
			let index = Math.max(0, place - start);
			index < length && rows.length < count;
			index += 1
		) {
			rows.push(rowOf(chunk, index, start + index));
		}

		start += length;
	}

	const {unfinished} = log;
	return unfinished === undefined || rows.length >= count || place > start
		? rows
		: [...rows, {kind: 'line', place: start, ...unfinished}];
}

function rowOf(chunk: LogChunk, index: number, place: number): LogRow {
	const {atMs, lines, leftOutLines, remark, times} = chunk;
	if (remark !== undefined && index === 0) {
		return {kind: 'remark', place, atMs, remark, times};
	}

	const line = index - rowsAbove(chunk);
	return line < 0
		? {kind: 'leftOut', place, atMs, count: leftOutLines}
		: {kind: 'line', place, atMs, text: lines[line] ?? ''};
}

/** Rows of lines on screen. */
export function logRowsOn({size}: ScreenState, {search}: LogScreen, {end}: LogState): number {
	return mostLogRows(size, {isSearched: search !== '', hasEnded: end !== 'open'});
}

/** The first row where the last one is on the last line of the screen. */
export function lastTop(log: LogState, screen: ScreenState, view: LogScreen): number {
	const rows = logRowsOn(screen, view, log);
	const end = endOfLog(log);
	const first = Math.max(log.droppedLines, end - rows);
	if (!view.isWrapped) {
		return first;
	}

	const columns = logTextColumns(screen.size, view.hasTimes);
	const last = rowsFrom(log, first, rows);
	let used = 0;
	const fitting = last.toReversed().findIndex(row => {
		used += row.kind === 'line' ? wrappedRows(row.text, columns) : 1;
		return used > rows;
	});
	return fitting < 0 ? first : Math.max(first, end - Math.max(1, fitting));
}

/** Where the lines are in which something is looked for, in their order; none where nothing is. */
export function matchPlaces(log: LogState, search: string): readonly number[] {
	return search.trim() === '' ? [] : places(log.chunks, log.droppedLines, linesWith(search));
}

/** Where it is in a text; undefined: nothing is looked for. */
export function rangesOfSearch(search: string): FindRanges | undefined {
	return search.trim() === '' ? undefined : searchFor(search)?.rangesIn;
}

const searchFor = remember(textSearch);

type FindLines = (chunk: LogChunk) => readonly number[];

const places = remember(
	(chunks: readonly LogChunk[], droppedLines: number, find: FindLines): readonly number[] => {
		let start = droppedLines;
		return chunks.flatMap(chunk => {
			const first = start + rowsAbove(chunk);
			start += chunkRows(chunk);
			return find(chunk).map(line => first + line);
		});
	},
);

/** A piece is looked through once for a search, however many come after it. */
const linesWith = remember((search: string): FindLines => {
	const isIn = searchFor(search)?.isIn ?? (() => false);
	const found = new WeakMap<LogChunk, readonly number[]>();
	return chunk => {
		const known = found.get(chunk);
		if (known !== undefined) {
			return known;
		}

		const lines = chunk.lines.flatMap((line, index) => (isIn(line) ? [index] : []));
		found.set(chunk, lines);
		return lines;
	};
});
