import type {LogEvent} from '../domain/event.ts';
import {withChunk} from './log-kept.ts';
import type {LogState} from './log-state.ts';
import type {OpenedLog} from './screen-state.ts';
import type {State} from './state.ts';

/** Before anything of it was told. */
export function emptyLog(opened: OpenedLog): LogState {
	return {...opened, chunks: [], kept: {rows: 0, characters: 0}, droppedLines: 0, end: 'open'};
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
		const {remark} = event;
		const remarked = withRemark(log, event, topOf(state));
		const isBoth = remark.kind === 'file' ? remark.isBoth : log.isBoth === true;
		return {...state, log: isBoth ? {...remarked, isBoth} : remarked};
	}

	return {...state, log: withLines(log, event, topOf(state))};
}

/** Where one looks who does not follow its end. */
function topOf({log, screen}: State): number | undefined {
	const view = screen?.log;
	return view?.opened.log === log?.log ? view?.top : undefined;
}

type Remarked = Extract<LogEvent, {type: 'log/remarked'}>;

/** What is said again with nothing between is one row: a file that is emptied all the time has few of them. */
function withRemark(log: LogState, event: Remarked, top: number | undefined): LogState {
	const {atMs, remark, times = 1} = event;
	const last = log.chunks.at(-1);
	if (last?.remark === undefined || last.lines.length > 0 || last.remark.kind !== remark.kind) {
		return withChunk(log, {atMs, lines: [], leftOutLines: 0, remark, times}, top);
	}

	const again = {...last, atMs, remark, times: (last.times ?? 1) + times};
	return {...log, chunks: log.chunks.with(-1, again)};
}

type Read = Extract<LogEvent, {type: 'log/read'}>;

function withLines(before: LogState, event: Read, top: number | undefined): LogState {
	const {atMs, lines, leftOutLines = 0, unfinished: text, sizeBytes} = event;
	const unfinished = text === undefined ? undefined : {atMs, text};
	const log = {...before, unfinished, sizeBytes};
	// The first time it says that nothing is in it.
	const isKnown = log.chunks.some(({remark}) => remark === undefined);
	const isNothing = lines.length === 0 && leftOutLines === 0 && isKnown;
	return isNothing ? log : withChunk(log, {atMs, lines, leftOutLines}, top);
}
