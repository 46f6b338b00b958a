import {clean} from '../theme/safe.ts';
import {type GatedStream, installGate} from './install-gate.ts';
import {createStdoutGate} from './stdout-gate.ts';

/** Where a command speaks: its result to stdout, everything else to stderr. */
export type Output = {
	/** Lines of the result, with their line ends. */
	readonly print: (text: string) => void;
	/** One sentence about what is wrong. */
	readonly complain: (sentence: string) => void;
};

export type OutputStream = GatedStream & Pick<NodeJS.WriteStream, 'on'>;

export type OutputStreams = {
	readonly stdout: OutputStream;
	readonly stderr: OutputStream;
	/** The reader has left, as `| head -1` does: nothing more needs to be said. */
	readonly onClosed: () => void;
};

/** Both streams go through the gate, whoever writes to them. */
export function createOutput({stdout, stderr, onClosed}: OutputStreams): Output {
	for (const stream of [stdout, stderr]) {
		installGate(stream, createStdoutGate('plain'));
		stream.on('error', error => {
			if (!isClosedPipe(error)) {
				throw error;
			}

			onClosed();
		});
	}

	return {
		print(text) {
			stdout.write(text);
		},
		complain(sentence) {
			stderr.write(`clusterdeck: ${clean(sentence)}\n`);
		},
	};
}

function isClosedPipe(error: NodeJS.ErrnoException): boolean {
	return error.code === 'EPIPE' || error.code === 'EIO' || error.code === 'ERR_STREAM_DESTROYED';
}
