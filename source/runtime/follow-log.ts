import {type LogRequest, logRequest} from '../clients/log-script.ts';
import {type LogAfter, type LogPiece, lineText, openLogTail} from '../clients/log-tail.ts';
import type {Clock} from '../domain/clock.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {LogSource} from '../domain/screen.ts';
import type {OpenShell} from '../domain/shell.ts';
import {jobLogRequestOf} from './job-log-request.ts';
import {createLineBatch, type LogItem} from './line-batch.ts';

export type LogFollowing = {
	/** The number that events carry. */
	readonly log: number;
	readonly node: NodeName;
	readonly source: LogSource;
	readonly openShell: OpenShell;
	readonly clock: Clock;
	readonly dispatch: (event: Event) => void;
};

/** A log that has said nothing for so long has nothing. */
const quietMs = 700;

/**
 * Tells a log as `log/read`, at most ten times a second, and its end; of what a job writes also what is said of the
 * file. The returned function ends the program on the node at once, and nothing is told any more.
 */
export function followLog(following: LogFollowing): () => void {
	const {log, source, openShell, clock, dispatch} = following;
	const stopping = new AbortController();
	const {signal} = stopping;
	if (source.kind !== 'job') {
		const stop = followFile({...following, request: logRequest(source), signal});
		return () => {
			stopping.abort();
			stop();
		};
	}

	let stop = (): void => undefined;
	void jobLogRequestOf({source, openShell, clock}, signal).then(found => {
		if (signal.aborted) {
			return;
		}

		if (found.ok) {
			const {request, remark} = found.value;
			dispatch({type: 'log/remarked', log, remark, atMs: clock.monotonicMs()});
			stop = followFile({...following, request, signal, isRemarked: true});
		} else {
			dispatch({type: 'log/ended', log, failure: found.failure, atMs: clock.monotonicMs()});
		}
	});
	return () => {
		stopping.abort();
		stop();
	};
}

type FileFollowing = LogFollowing & {
	readonly request: LogRequest;
	readonly signal: AbortSignal;
	/** What tail says of the file is told as a remark; else as any line. */
	readonly isRemarked?: true;
};

/** The returned function drops what waits. */
function followFile(following: FileFollowing): () => void {
	const {log, node, request, signal, openShell, clock, dispatch, isRemarked} = following;
	const startedAtMs = clock.monotonicMs();
	let cancelQuiet = (): void => undefined;
	let hasRun = false;
	let told: LogAfter = {unfinished: '', sizeBytes: undefined, unreadBytes: 0};
	const read = (items: readonly LogItem[], leftOutLines: number): void => {
		cancelQuiet();
		tellItems(following, {items, leftOutLines, after: told});
	};
	const tellRun = (tookMs: number | undefined, result: CommandRun['result']): void => {
		const run = {command: request.command, tookMs, result, isByPerson: true} as const;
		dispatch({type: 'node/commandRan', node, run, atMs: clock.monotonicMs()});
	};
	const batch = createLineBatch({clock, deliver: read});
	const itemIn = isRemarked === true ? itemOf : textOf;
	void openLogTail({
		...{openShell, request, clock, where: node, signal},
		onOpened() {
			hasRun = true;
			tellRun(undefined, {kind: 'runs'});
			cancelQuiet = clock.startTimer(quietMs, () => read([], 0));
		},
		onLines(lines, after) {
			if (after.unreadBytes > told.unreadBytes) {
				const unread = {kind: 'unread', bytes: after.unreadBytes} as const;
				dispatch({type: 'log/remarked', log, remark: unread, atMs: clock.monotonicMs()});
			}

			told = after;
			if (lines.length > 0) {
				batch.add(lines.map(itemIn));
			}

			batch.touch();
		},
		onEnd(failure) {
			cancelQuiet();
			batch.flush();
			const atMs = clock.monotonicMs();
			dispatch({type: 'log/ended', log, failure, atMs});
			if (hasRun) {
				tellRun(atMs - startedAtMs, resultOf(failure));
			}
		},
	});
	return () => {
		cancelQuiet();
		batch.stop();
	};
}

type Told = {
	readonly items: readonly LogItem[];
	/** Before all of them. */
	readonly leftOutLines: number;
	readonly after: LogAfter;
};

/** What is said of the file stands where it was said: the lines before it are told first. */
function tellItems({log, clock, dispatch}: LogFollowing, {items, leftOutLines, after}: Told): void {
	const atMs = clock.monotonicMs();
	const {sizeBytes} = after;
	let lines: string[] = [];
	let leftOut = leftOutLines;
	for (const item of items) {
		if (typeof item === 'string') {
			lines.push(lineText(item));
			continue;
		}

		if (lines.length + leftOut > 0) {
			dispatch({type: 'log/read', log, lines, leftOutLines: leftOut, sizeBytes, atMs});
			lines = [];
			leftOut = 0;
		}

		dispatch({type: 'log/remarked', log, ...item, atMs});
	}

	const unfinished = after.unfinished === '' ? undefined : lineText(after.unfinished);
	dispatch({type: 'log/read', log, lines, leftOutLines: leftOut, unfinished, sizeBytes, atMs});
}

function itemOf(piece: LogPiece): LogItem {
	if (typeof piece === 'string') {
		return piece;
	}

	return piece.remark === undefined ? piece.text : {remark: piece.remark, times: 1};
}

function textOf(piece: LogPiece): string {
	return typeof piece === 'string' ? piece : piece.text;
}

function resultOf(failure: Failure | undefined): CommandRun['result'] {
	if (failure === undefined) {
		return {kind: 'exited', exitCode: 0};
	}

	return failure.kind === 'exited'
		? {kind: 'exited', exitCode: failure.exitCode}
		: {kind: 'failed', failure};
}
