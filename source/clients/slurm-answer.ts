import {missingCode, mostErrorBytes} from './slurm-script.ts';
import {readyLine} from './tool-scripts.ts';

export type AnswerListener = {
	/** The script waits to be told what to run. */
	readonly onReady: () => void;
	/** Of the program's stdout, as it comes; no byte of it is held back for longer than the next. */
	readonly onOutput: (bytes: string) => void;
	/** Once. `errors` is what the program said on stderr, as bytes. */
	/** Once, in place of the end: more came after the output than the script ever says there. */
	readonly onFlood: () => void;
	readonly onEnd: (code: number | 'missing', errors: string) => void;
};

export type AnswerReader = {readonly push: (bytes: string) => void};

/** More before it is ready is no start-up file any more. */
const mostNoise = 65_536;

/** The code, and the mark of the end. */
const leewayBytes = 256;

/** Reads what slurmScript answers, however it is cut into pieces. Every piece is looked at once. */
export function createAnswerReader(nonce: string, listener: AnswerListener): AnswerReader {
	const mark = `\n${nonce} `;
	let phase: 'noise' | 'output' | 'code' | 'over' = 'noise';
	let pending = '';

	const readNoise = (): void => {
		const ready = `\n${pending}`.indexOf(`\n${readyLine}\n`);
		if (ready >= 0) {
			pending = pending.slice(ready + readyLine.length + 1);
			phase = 'output';
			listener.onReady();
		} else if (pending.length > mostNoise) {
			pending = pending.slice(-readyLine.length - 2);
		}
	};
	const readOutput = (): void => {
		const end = pending.indexOf(mark);
		const told = end >= 0 ? end : pending.length - heldBack(pending, mark);
		if (told > 0) {
			const output = pending.slice(0, told);
			pending = pending.slice(told);
			listener.onOutput(output);
		}

		if (end >= 0) {
			pending = pending.slice(mark.length);
			phase = 'code';
		}
	};
	const readEnd = (): void => {
		const end = pending.indexOf(`${mark}end\n`);
		if (end >= 0) {
			phase = 'over';
			const [word = '', ...errors] = pending.slice(0, end).split('\n');
			listener.onEnd(word === missingCode ? word : Number(word), errors.join('\n'));
		} else if (pending.length > mostErrorBytes + leewayBytes) {
			phase = 'over';
			pending = '';
			listener.onFlood();
		}
	};
	return {
		push(bytes) {
			if (phase === 'over') {
				return;
			}

			pending += bytes;
			if (phase === 'noise') {
				readNoise();
			}

			if (phase === 'output') {
				readOutput();
			}

			if (phase === 'code') {
				readEnd();
			}
		},
	};
}

/** How many bytes at the end may begin the mark. */
function heldBack(text: string, mark: string): number {
	const from = text.lastIndexOf('\n');
	const tail = from < 0 ? '' : text.slice(from);
	return tail !== '' && tail.length < mark.length && mark.startsWith(tail) ? tail.length : 0;
}
