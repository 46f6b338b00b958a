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

/**
 * A line of stderr that says what is waited for. It is gone before anything else is written on the terminal, by whom
 * ever: an answer, a complaint, the question for a passphrase. The returned function shows it; undefined takes it away.
 */
export function openWaitLine(
	stdout: TerminalStream,
	stderr: TerminalStream,
): (text: string | undefined) => void {
	const write = stderr.write.bind(stderr);
	let isShown = false;
	const erase = (): void => {
		if (isShown) {
			isShown = false;
			write(eraseLine);
		}
	};
	for (const stream of [stdout, stderr].filter(({isTTY}) => isTTY === true)) {
		callBefore(stream, erase);
	}

	return text => {
		erase();
		if (text !== undefined) {
			isShown = true;
			write(text);
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
