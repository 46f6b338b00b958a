import {Buffer} from 'node:buffer';
import type {UntilDrained} from '../domain/shell.ts';
import {failureText} from '../theme/failure-text.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {takeColumns, widthOf} from '../theme/width.ts';
import {hanging} from '../theme/wrap.ts';
import {failureOfError} from '../transport/failure-of-error.ts';
import {holdBack} from './hold-back.ts';
import {type GatedStream, installGate} from './install-gate.ts';
import {createStdoutGate, type GateViolations} from './stdout-gate.ts';
import {openWaitLine, type WaitLine, type WaitStyle} from './wait-line.ts';

/** Of a terminal that does not know. */
const usualColumns = 80;
const usualRows = 24;
/** Behind an answer less would say nothing. */
const leastRoomBehind = 14;
/** Of a line without an end: wider than any terminal. */
const mostBegun = 2000;

/** Where a command speaks: its result to stdout, everything else to stderr. */
export type Output = {
	/** Lines of the result, with their line ends. None come after a signal: what was stopped half-way is no result. */
	readonly print: (text: string) => void;
	/** Of the terminal that shows the result; undefined: it goes to a file or a program, which reads whole lines. */
	readonly columns: () => number | undefined;
	/** Whether a person reads the result, on a terminal. */
	readonly isTerminal: () => boolean;
	/**
	 * Bytes of the result, one character each, as they are: for a file or a program. To a terminal they never go: there
	 * they are nothing.
	 */
	readonly printBytes: (bytes: string) => void;
	/**
	 * Until the reader is not behind any more: what is printed before that only waits in memory. Where the reader leaves
	 * that never comes.
	 */
	readonly untilDrained: UntilDrained;
	/** One sentence about what is wrong. */
	readonly complain: (sentence: string) => void;
	/** A line for people about the result, beside it: to stderr, without the name of the program. */
	readonly note: (line: string) => void;
	/** Whether, and how, somebody can be told what is waited for. */
	readonly waitStyle: () => WaitStyle;
	/**
	 * Where the style is `line`: shows this until anything else is written; undefined: takes it away. It is cut to the
	 * width of the terminal. Behind what was printed without a line end it is shown only where that is meant, and there is
	 * room for a few words.
	 */
	readonly showWait: (line: string | undefined, place?: 'behind') => void;
	/**
	 * Where the style is `line`: shows these lines until anything else is written, each cut to the width of the terminal
	 * and the last ones left out where it is too low; none takes them away.
	 */
	readonly showProgress: (lines: readonly Safe[]) => void;
	/** Rows that `showProgress` has on the terminal. */
	readonly progressRows: () => number;
	/**
	 * Ends the line that was begun on a terminal, also after a signal: what comes next is not ours. `rest`: what was held
	 * back of the result, which has come before that; a file or a program gets it where it is whole lines.
	 */
	readonly endLine: (rest?: string) => void;
};

/** The output of the process, which a full screen may borrow. */
export type ProcessOutput = Output & {
	/** Lets the sequences of a screen through stdout; what is said on a terminal's stderr waits until it is closed. */
	readonly openScreen: () => OpenScreen;
};

export type OpenScreen = {
	/** Lets the next copy to the clipboard through, if it is exactly this (OSC 52). */
	readonly permitCopy: (base64: string) => void;
	/** Lets the next bell through. */
	readonly permitBell: () => void;
	/** Returns what was not let through. */
	readonly close: () => GateViolations;
};

export type OutputStream = GatedStream & {
	readonly writableNeedDrain?: boolean;
	readonly isTTY?: boolean;
	/** 0 on a terminal that does not know. */
	readonly columns?: number;
	readonly rows?: number;
	readonly on: (
		event: 'error' | 'drain',
		listener: (error: NodeJS.ErrnoException) => void,
	) => unknown;
};

export type OutputStreams = {
	readonly stdout: OutputStream;
	readonly stderr: OutputStream;
	/** Of the environment: a `dumb` one cannot erase a line. */
	readonly terminalName?: string | undefined;
	/** Nothing more can be written: the reader has left, as `| head -1` does, or the disk is full. */
	readonly onClosed: (why: 'reader left' | 'failed') => void;
	/** Aborted when the program is told to end. */
	readonly signal: AbortSignal;
};

/** Both streams go through the gate, whoever writes to them. */
export function createOutput({
	stdout,
	stderr,
	terminalName,
	onClosed,
	signal,
}: OutputStreams): ProcessOutput {
	const columns = (): number => columnsOf(stderr) ?? usualColumns;
	const waiting = openWaitLine({stdout, stderr, columns});
	const {print, printBytes, endLine, begunColumns} = openPrinting(stdout, signal);
	const waitStyle = stderr.isTTY === true ? (terminalName === 'dumb' ? 'lines' : 'line') : 'none';
	const complain = (sentence: string): void => {
		endLine();
		const hang = {columns: columnsOf(stderr), head: 'clusterdeck: ', indent: 2};
		stderr.write(`${hanging(clean(sentence), hang).join('\n')}\n`);
	};

	let openGate = installGate(stdout, createStdoutGate('plain'));
	installGate(stderr, createStdoutGate('plain'));
	stdout.on('error', error => {
		if (hasReaderLeft(error)) {
			onClosed('reader left');
			return;
		}

		complain(failureText(failureOfError(error, 'standard output')));
		onClosed('failed');
	});
	// Without stderr there is nobody left to tell; the result on stdout goes on.
	stderr.on('error', () => undefined);
	return {
		print,
		columns: () => columnsOf(stdout),
		isTerminal: () => stdout.isTTY === true,
		printBytes,
		untilDrained: untilDrainedOf(stdout),
		complain,
		note(line) {
			if (!signal.aborted) {
				endLine();
				stderr.write(`${clean(line)}\n`);
			}
		},
		waitStyle: () => waitStyle,
		...waitingOn(stderr, {waiting, waitStyle, begunColumns}),
		endLine,
		openScreen() {
			openGate();
			const gate = createStdoutGate('screen');
			openGate = installGate(stdout, gate);
			const release = stderr.isTTY === true ? holdBack(stderr) : () => undefined;
			return {
				permitCopy: gate.permitCopy,
				permitBell: gate.permitBell,
				close() {
					openGate();
					openGate = installGate(stdout, createStdoutGate('plain'));
					release();
					return gate.violations();
				},
			};
		},
	};
}

type Printing = Pick<Output, 'print' | 'printBytes' | 'endLine'> & {
	/** On a terminal: so wide is what the next text would stand behind; undefined: it would begin a line. */
	readonly begunColumns: () => number | undefined;
};

/** Made before the gate is installed, which bytes do not go through. */
function openPrinting(stdout: OutputStream, signal: AbortSignal): Printing {
	const writeUngated = stdout.write.bind(stdout);
	const isTerminal = stdout.isTTY === true;
	let begun = '';
	return {
		begunColumns: () => (begun === '' ? undefined : widthOf(clean(begun))),
		print(text) {
			if (!signal.aborted) {
				stdout.write(text);
				begun = isTerminal ? (`${begun}${text}`.slice(-mostBegun).split('\n').at(-1) ?? '') : '';
			}
		},
		printBytes(bytes) {
			if (!signal.aborted && !isTerminal) {
				writeUngated(Buffer.from(bytes, 'latin1'));
			}
		},
		endLine(rest = '') {
			if (!isTerminal && rest.endsWith('\n')) {
				stdout.write(rest);
			} else if (isTerminal && `${begun}${rest}` !== '') {
				begun = '';
				stdout.write(rest.endsWith('\n') ? rest : `${rest}\n`);
			}
		},
	};
}

/** One promise for all who wait. */
function untilDrainedOf(stdout: OutputStream): UntilDrained {
	let waiting: PromiseWithResolvers<void> | undefined;
	stdout.on('drain', () => {
		waiting?.resolve();
		waiting = undefined;
	});
	return () => {
		if (stdout.writableNeedDrain !== true) {
			return undefined;
		}

		waiting ??= Promise.withResolvers<void>();
		return waiting.promise;
	};
}

function columnsOf({isTTY, columns}: OutputStream): number | undefined {
	return isTTY === true && columns !== 0 ? columns : undefined;
}

type Waiting = Pick<Printing, 'begunColumns'> & {
	readonly waiting: WaitLine;
	readonly waitStyle: WaitStyle;
};

function waitingOn(
	stderr: OutputStream,
	{waiting, waitStyle, begunColumns}: Waiting,
): Pick<Output, 'showWait' | 'showProgress' | 'progressRows'> {
	const columns = (): number => columnsOf(stderr) ?? usualColumns;
	return {
		showWait(line, place) {
			const begun = begunColumns();
			const room = columns() - (begun ?? 0) - 1;
			const isPlaced = begun === undefined || (place === 'behind' && room >= leastRoomBehind);
			if (line === undefined) {
				waiting.show(undefined);
			} else if (waitStyle === 'line' && isPlaced) {
				const before = begun === undefined ? '' : '  ';
				waiting.show(clean(`${before}${line}`, {maxCharacters: room}), before !== '');
			}
		},
		showProgress(lines) {
			if (waitStyle === 'line') {
				const shown = lines.slice(0, progressRowsOf(stderr));
				waiting.showAll(shown.map(line => takeColumns(line, columns() - 1)));
			}
		},
		progressRows: () => progressRowsOf(stderr),
	};
}

/** The last row stays free: what is written there might scroll the first one away, and nobody comes back to it. */
function progressRowsOf({isTTY, rows}: OutputStream): number {
	return Math.max(1, (isTTY === true && rows !== undefined && rows > 0 ? rows : usualRows) - 1);
}

function hasReaderLeft(error: NodeJS.ErrnoException): boolean {
	return error.code === 'EPIPE' || error.code === 'EIO' || error.code === 'ERR_STREAM_DESTROYED';
}
