import type {Safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import type {GatedStream} from './install-gate.ts';

/**
 * How somebody can be told what is waited for: on one line that is written over, by lines of which each stays (a
 * terminal that cannot erase), or not at all: nobody is at stderr.
 */
export type WaitStyle = 'line' | 'lines' | 'none';

type WriteCallback = (error?: Error | null) => void;
type TerminalStream = GatedStream & {readonly isTTY?: boolean};

/** Back to the beginning of the line, which is then erased (EL). */
const eraseLine = '\r\u001b[K';
/** One line up, which is then erased too (CUU). */
const eraseAbove = '\u001b[A\u001b[K';
/** DECSC, and back to there (DECRC): what is shown behind an answer must not take it along. */
const markPlace = '\u001b7';
const eraseFromMark = '\u001b8\u001b[K';

export type WaitLine = {
	/** Undefined takes it away. `isBehind`: behind what stands in the line already; it must fit there. */
	readonly show: (text: string | undefined, isBehind?: boolean) => void;
	/** Several, each of which must fit into a row of the terminal, and all of them on its screen with one row to spare. */
	readonly showAll: (lines: readonly Safe[]) => void;
};

type WaitPlace = {
	readonly stdout: TerminalStream;
	readonly stderr: TerminalStream;
	/** Of the terminal now, at least 1. */
	readonly columns: () => number;
};

/**
 * Lines of stderr that say what is waited for. They are gone before anything else is written on the terminal, by whom
 * ever: an answer, a complaint, the question for a passphrase.
 */
export function openWaitLine({stdout, stderr, columns}: WaitPlace): WaitLine {
	const write = stderr.write.bind(stderr);
	let eraseShown: (() => string) | undefined;
	const erase = (): void => {
		if (eraseShown !== undefined) {
			const sequence = eraseShown();
			eraseShown = undefined;
			write(sequence);
		}
	};
	for (const stream of [stdout, stderr].filter(({isTTY}) => isTTY === true)) {
		callBefore(stream, erase);
	}

	return {
		show(text, isBehind = false) {
			erase();
			if (text !== undefined) {
				eraseShown = () => (isBehind ? eraseFromMark : eraseLine);
				write(isBehind ? `${markPlace}${text}` : text);
			}
		},
		showAll(lines) {
			const before = eraseShown?.() ?? '';
			eraseShown = undefined;
			write(`${before}${lines.map(line => `${line}\n`).join('')}`);
			const widths = lines.map(widthOf);
			eraseShown =
				lines.length === 0
					? undefined
					: () => eraseLine + eraseAbove.repeat(rowsOf(widths, columns()));
		},
	};
}

/**
 * A terminal that became narrower has wrapped what was there, all but the line of the cursor: some do that, some do not,
 * so that the cursor stands on an empty one below.
 */
function rowsOf(widths: readonly number[], columns: number): number {
	return widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
}

function callBefore(stream: TerminalStream, listen: () => void): void {
	const {write} = stream;
	stream.write = (
		chunk: string | Uint8Array,
		encodingOrCallback?: BufferEncoding | WriteCallback,
		callback?: WriteCallback,
	): boolean => {
		listen();
		const isCallback = typeof encodingOrCallback === 'function';
		const encoding = isCallback ? undefined : encodingOrCallback;
		return write.call(stream, chunk, encoding, isCallback ? encodingOrCallback : callback);
	};
}
