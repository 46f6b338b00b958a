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
/** DECSC, and back to there (DECRC): what is shown behind an answer must not take it along. */
const markPlace = '\u001b7';
const eraseFromMark = '\u001b8\u001b[K';

/**
 * A line of stderr that says what is waited for. It is gone before anything else is written on the terminal, by whom
 * ever: an answer, a complaint, the question for a passphrase. The returned function shows it; undefined takes it
 * away. `isBehind`: behind what stands in the line already; it must fit there.
 */
export function openWaitLine(
	stdout: TerminalStream,
	stderr: TerminalStream,
): (text: string | undefined, isBehind?: boolean) => void {
	const write = stderr.write.bind(stderr);
	let eraseShown: string | undefined;
	const erase = (): void => {
		if (eraseShown !== undefined) {
			const sequence = eraseShown;
			eraseShown = undefined;
			write(sequence);
		}
	};
	for (const stream of [stdout, stderr].filter(({isTTY}) => isTTY === true)) {
		callBefore(stream, erase);
	}

	return (text, isBehind = false) => {
		erase();
		if (text !== undefined) {
			eraseShown = isBehind ? eraseFromMark : eraseLine;
			write(isBehind ? `${markPlace}${text}` : text);
		}
	};
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
