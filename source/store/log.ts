import type {LogEvent} from '../domain/event.ts';
import {chunkRows} from './log-lines.ts';
import type {LogChunk, LogState} from './log-state.ts';
import type {OpenedLog} from './screen-state.ts';
import type {State} from './state.ts';

const mostRows = 10_000;
/** Of all lines together: few of them may be long ones. */
const mostCharacters = 16_777_216;

/** Before anything of it was told. */
export function emptyLog(opened: OpenedLog): LogState {
	return {...opened, chunks: [], droppedLines: 0, end: 'open'};
}

/** What is told of an opening that is over means nothing. */
export function reduceLog(state: State, event: LogEvent): State {
	const {log} = state;
	if (log === undefined || log.log !== event.log || log.end !== 'open') {
		return state;
	}

	if (event.type === 'log/ended') {
		return {...state, log: {...log, end: {failure: event.failure}}};
	}

	if (event.type === 'log/remarked') {
		const {atMs, remark} = event;
		const remarked = withChunk(log, {atMs, lines: [], leftOutLines: 0, remark});
		const isBoth = remark.kind === 'file' ? remark.isBoth : log.isBoth === true;
		return {...state, log: isBoth ? {...remarked, isBoth} : remarked};
	}

	return {...state, log: withLines(log, event)};
}

function withLines(before: LogState, event: Extract<LogEvent, {type: 'log/read'}>): LogState {
	const {atMs, lines, leftOutLines = 0, unfinished: text, sizeBytes} = event;
	const unfinished = text === undefined ? undefined : {atMs, text};
	const log = {...before, unfinished, sizeBytes};
	// The first time it says that nothing is in it.
	const isKnown = log.chunks.some(({remark}) => remark === undefined);
	const isNothing = lines.length === 0 && leftOutLines === 0 && isKnown;
	return isNothing ? log : withChunk(log, {atMs, lines, leftOutLines});
}

/** Whole pieces go at the start, but never the newest. */
function withChunk(log: LogState, chunk: LogChunk): LogState {
	const chunks = [...log.chunks, chunk];
	let rows = 0;
	let characters = 0;
	let first = chunks.length;
	for (const one of chunks.toReversed()) {
		rows += chunkRows(one);
		characters += one.lines.reduce((sum, line) => sum + line.length, 0);
		if (first < chunks.length && (rows > mostRows || characters > mostCharacters)) {
			break;
		}

		first -= 1;
	}

	const dropped = chunks.slice(0, first).reduce((sum, one) => sum + chunkRows(one), 0);
	return {...log, chunks: chunks.slice(first), droppedLines: log.droppedLines + dropped};
}
