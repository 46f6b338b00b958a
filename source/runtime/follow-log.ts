import {type LogRequest, logRequest} from '../clients/log-script.ts';
import {type LogAfter, lineRemark, lineText, openLogTail} from '../clients/log-tail.ts';
import type {Clock} from '../domain/clock.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {LogRemark} from '../domain/log-remark.ts';
import type {LogSource} from '../domain/screen.ts';
import type {OpenShell} from '../domain/shell.ts';
import {jobLogRequestOf} from './job-log-request.ts';
import {createLineBatch} from './line-batch.ts';

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
	const remark = (told: LogRemark): void =>
		dispatch({type: 'log/remarked', log, remark: told, atMs: clock.monotonicMs()});
	void jobLogRequestOf({source, openShell, clock}, signal).then(found => {
		if (signal.aborted) {
			return;
		}

		if (found.ok) {
			remark(found.value.remark);
			stop = followFile({...following, request: found.value.request, signal, remark});
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
	/** Told of what is said of the file; undefined: that is told as any line. */
	readonly remark?: (told: LogRemark) => void;
};

/** The returned function drops what waits. */
function followFile(following: FileFollowing): () => void {
	const {log, node, request, signal, openShell, clock, dispatch, remark} = following;
	const startedAtMs = clock.monotonicMs();
	let cancelQuiet = (): void => undefined;
	let hasRun = false;
	let told: LogAfter = {unfinished: '', sizeBytes: undefined, unreadBytes: 0};
	const read = (lines: readonly string[], leftOutLines: number): void => {
		cancelQuiet();
		const {sizeBytes} = told;
		const unfinished = told.unfinished === '' ? undefined : lineText(told.unfinished);
		const atMs = clock.monotonicMs();
		const text = lines.map(lineText);
		dispatch({type: 'log/read', log, lines: text, leftOutLines, unfinished, sizeBytes, atMs});
	};
	const tellRun = (tookMs: number | undefined, result: CommandRun['result']): void => {
		const run = {command: request.command, tookMs, result, isByPerson: true} as const;
		dispatch({type: 'node/commandRan', node, run, atMs: clock.monotonicMs()});
	};
	const batch = createLineBatch({clock, deliver: read});
	const add = (lines: readonly string[]): void => {
		if (lines.length > 0) {
			batch.add(lines);
		}
	};
	const addLines = remark === undefined ? add : remarking({add, flush: batch.flush, remark});
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

			told = {...after, unfinished: ''};
			addLines(lines);
			told = after;
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

type Remarking = {
	readonly add: (lines: readonly string[]) => void;
	readonly flush: () => void;
	readonly remark: (told: LogRemark) => void;
};

/** What is said of the file stands where it was said: lines before it are told first. */
function remarking({add, flush, remark}: Remarking): (lines: readonly string[]) => void {
	return lines => {
		let from = 0;
		for (const [index, line] of lines.entries()) {
			const told = lineRemark(line);
			if (told !== undefined) {
				add(lines.slice(from, index));
				flush();
				remark(told);
				from = index + 1;
			}
		}

		add(from === 0 ? lines : lines.slice(from));
	};
}

function resultOf(failure: Failure | undefined): CommandRun['result'] {
	if (failure === undefined) {
		return {kind: 'exited', exitCode: 0};
	}

	return failure.kind === 'exited'
		? {kind: 'exited', exitCode: failure.exitCode}
		: {kind: 'failed', failure};
}
