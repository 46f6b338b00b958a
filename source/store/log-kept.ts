/** How much of a log is kept. */
import {chunkRows} from './log-lines.ts';
import type {LogChunk, LogState} from './log-state.ts';

const mostRows = 10_000;
/** Of all lines together: few of them may be long ones. */
const mostCharacters = 16_777_216;
/** Of what was said of the file between lines that go: the newest. */
const mostSaid = 8;
/** Over the rows that are looked at, where one may go back to. */
const rowsAbove = 200;

/**
 * The log with one more piece. Whole pieces go at the start, but never the newest. Where one looks at rows that would
 * go, from `top` on, they stay, and what goes is between them and the newest: a log that floods runs away from nobody.
 */
export function withChunk(log: LogState, chunk: LogChunk, top: number | undefined): LogState {
	const chunks = [...log.chunks, chunk];
	const kept = {
		rows: log.kept.rows + chunkRows(chunk),
		characters: log.kept.characters + charactersOf(chunk),
	};
	if (kept.rows <= mostRows && kept.characters <= mostCharacters) {
		return {...log, chunks, kept};
	}

	const first = newestFrom(chunks, {rows: mostRows, characters: mostCharacters});
	const dropped = rowsOf(chunks.slice(0, first));
	return top === undefined || log.droppedLines + dropped <= top
		? withChunks({...log, droppedLines: log.droppedLines + dropped}, chunks.slice(first))
		: withHeld({...log, chunks}, top);
}

function withHeld(log: LogState, top: number): LogState {
	const half = {rows: mostRows / 2, characters: mostCharacters / 2};
	// So that not each piece that comes is one too many again.
	const fewer = {rows: half.rows * 0.8, characters: half.characters * 0.8};
	const {chunks} = log;
	const seenTo = top - rowsAbove - log.droppedLines;
	let gone = 0;
	let rows = 0;
	for (; gone < chunks.length; gone += 1) {
		const next = rows + rowsOf(chunks.slice(gone, gone + 1));
		if (next > seenTo) {
			break;
		}

		rows = next;
	}

	const looked = chunks.slice(gone);
	const heldTo = oldestTo(looked, half);
	const newest = Math.max(heldTo, newestFrom(looked, fewer));
	return withChunks({...log, droppedLines: log.droppedLines + rows}, [
		...looked.slice(0, heldTo),
		...joined(looked.slice(heldTo, newest), looked.slice(newest)),
	]);
}

function withChunks(log: LogState, chunks: readonly LogChunk[]): LogState {
	const characters = chunks.reduce((sum, chunk) => sum + charactersOf(chunk), 0);
	return {...log, chunks, kept: {rows: rowsOf(chunks), characters}};
}

function charactersOf({lines}: LogChunk): number {
	return lines.reduce((sum, line) => sum + line.length, 0);
}

type Room = {readonly rows: number; readonly characters: number};

/** The first of the newest for which there is room: always one of them. */
function newestFrom(chunks: readonly LogChunk[], room: Room): number {
	return chunks.length - fitting(chunks.toReversed(), room);
}

/** After the last of the oldest for which there is room. */
function oldestTo(chunks: readonly LogChunk[], room: Room): number {
	return fitting(chunks, room);
}

/** How many of the first there is room for: at least one. */
function fitting(chunks: readonly LogChunk[], room: Room): number {
	let rows = 0;
	let characters = 0;
	const over = chunks.findIndex((chunk, index) => {
		rows += chunkRows(chunk);
		characters += charactersOf(chunk);
		return index > 0 && (rows > room.rows || characters > room.characters);
	});
	return over < 0 ? chunks.length : over;
}

function rowsOf(chunks: readonly LogChunk[]): number {
	return chunks.reduce((sum, chunk) => sum + chunkRows(chunk), 0);
}

/** What is left of pieces that go: what was last said of the file, and how many lines there were. */
function joined(gone: readonly LogChunk[], kept: readonly LogChunk[]): readonly LogChunk[] {
	const [first, ...others] = kept;
	if (first === undefined || gone.length === 0) {
		return kept;
	}

	const lines = gone.reduce((sum, chunk) => sum + chunk.lines.length + chunk.leftOutLines, 0);
	const said = gone
		.filter(({remark}) => remark !== undefined)
		.slice(-mostSaid)
		.map(chunk => ({...chunk, lines: [], leftOutLines: 0}));
	return [...said, {...first, leftOutLines: first.leftOutLines + lines}, ...others];
}
