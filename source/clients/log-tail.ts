import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import type {OpenShell, Shell, ShellEnd} from '../domain/shell.ts';
import {decodeBytes, encodeBytes} from '../parsers/bytes.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';
import {type LogMark, logMarkOf, markedPath, type SaidOfLog, saidOfLog} from './log-mark.ts';
import type {LogRequest} from './log-script.ts';
import {createLogSize} from './log-size.ts';
import {createLogSplitter} from './log-splitter.ts';
import {noFileCode, noFileReason, readyLine} from './tool-scripts.ts';

export type LogTailParts = {
	readonly openShell: OpenShell;
	readonly request: LogRequest;
	readonly clock: Clock;
	/** As failures name the node. */
	readonly where: string;
	/** Ends the program on the node at once; nothing is told any more. */
	readonly signal: AbortSignal;
	/** The program was started. */
	readonly onOpened: () => void;
	/** None where only what follows them is another. */
	readonly onLines: (lines: readonly LogPiece[], after: LogAfter) => void;
	/** Once. Without a failure the program has ended by itself. */
	readonly onEnd: (failure: Failure | undefined) => void;
};

/** A whole line as bytes, one character each, or what tail says of the file between them. */
export type LogPiece = string | SaidOfLog;

/** What is known of a log after the lines that were told. */
export type LogAfter = {
	/** What came after the last whole line, as bytes. */
	readonly unfinished: string;
	/** Of the file, up to what came of it; undefined: it is no file, or its script does not say. */
	readonly sizeBytes: number | undefined;
	/** Of the file, before the first line that was told. */
	readonly unreadBytes: number;
};

const deadlineMs = 10_000;
const absenceCode = 127;

/**
 * Runs a program on a node that tells the last lines of a log and goes on. It knows nothing of what log that is.
 * Failures: those of the shell, `timedOut`, `unsupported` (no such log there), `exited`.
 */
export async function openLogTail(parts: LogTailParts): Promise<void> {
	const {openShell, signal, onEnd} = parts;
	const shell = await openShell(signal);
	if (signal.aborted) {
		if (shell.ok) {
			shell.value.close();
		}
	} else if (shell.ok) {
		follow(shell.value, parts);
	} else {
		onEnd(shell.failure);
	}
}

/** The text of a line that was told; only of those that are kept it has to be made. */
export function lineText(bytes: string): string {
	return decodeBytes(bytes);
}

function follow(shell: Shell, parts: LogTailParts): void {
	const {request, clock, where, signal, onOpened, onLines, onEnd} = parts;
	const mark = request.isMeasured === true ? logMarkOf(newNonce()) : undefined;
	const size = createLogSize(mark);
	const lines = createLogSplitter(size.count);
	let isReady = false;
	let toldUnfinished = '';
	const letGo = (): void => {
		stopTimer();
		signal.removeEventListener('abort', letGo);
		shell.close();
	};
	const stopTimer = clock.startTimer(deadlineMs, () => {
		letGo();
		onEnd({kind: 'timedOut', where, afterMs: deadlineMs});
	});
	const start = (): void => {
		isReady = true;
		size.begin();
		stopTimer();
		const input = request.inputBytes ?? encodeBytes(request.input);
		shell.write(`${mark === undefined ? input : markedPath(input, mark)}\n`);
		onOpened();
	};
	const tell = (complete: readonly string[]): void => {
		const told = size.linesOf(complete);
		const unfinished = size.isBeforeLines() ? '' : lines.unfinished();
		if (told.length > 0 || unfinished !== toldUnfinished) {
			toldUnfinished = unfinished;
			const sizeBytes = size.bytesWith(lines.unfinishedBytes());
			onLines(piecesOf(told, mark), {unfinished, sizeBytes, unreadBytes: size.unreadBytes()});
		}
	};
	signal.addEventListener('abort', letGo, {once: true});
	shell.listen({
		onOutput(bytes) {
			const complete = lines.push(bytes);
			if (isReady) {
				tell(complete);
				return;
			}

			// What is before it is somebody else's: a daemon that writes to every session.
			const ready = complete.indexOf(readyLine);
			if (ready >= 0) {
				start();
				tell(complete.slice(ready + 1));
			}
		},
		onEnd(end) {
			letGo();
			const rest = lines.rest();
			if (isReady && rest !== undefined) {
				tell([rest]);
			}

			onEnd(failureOf(end, parts));
		},
	});
	shell.write(request.script);
}

function piecesOf(lines: readonly string[], mark: LogMark | undefined): readonly LogPiece[] {
	return mark === undefined ? lines : lines.flatMap(line => pieceOf(line, mark));
}

function pieceOf(line: string, mark: LogMark): LogPiece | readonly LogPiece[] {
	const said = saidOfLog(line, mark);
	return said === undefined ? line : said.before === '' ? said : [said.before, said];
}

function failureOf(end: ShellEnd, {request, where}: LogTailParts): Failure | undefined {
	if (end.reason === 'lost') {
		return end.failure;
	}

	const {exitCode} = end;
	if (exitCode === absenceCode) {
		return {kind: 'unsupported', where, reason: request.absence};
	}

	if (exitCode === noFileCode) {
		const path = request.input;
		return {kind: 'rejected', where: path, reason: noFileReason(path)};
	}

	return exitCode === 0
		? undefined
		: {kind: 'exited', where: request.command, exitCode, signal: undefined, stderr: ''};
}
