import {octetsOf} from '../parsers/bytes.ts';
import {cleanLines} from '../theme/safe.ts';
import type {Output} from './output.ts';

export type LogPrinter = {readonly push: (bytes: string) => void; readonly end: () => void};

type LogOutput = Pick<Output, 'print' | 'printBytes' | 'isTerminal'>;

/** Prints what comes in pieces, cut anywhere: bytes as they are to a file or a program, harmless text on a terminal. */
export function logPrinter(output: LogOutput): LogPrinter {
	return output.isTerminal()
		? terminalPrinter(output)
		: {push: output.printBytes, end: () => undefined};
}

/** What a progress bar writes over itself with is a line end here. */
function terminalPrinter({print}: LogOutput): LogPrinter {
	const decoder = new TextDecoder('utf-8');
	let isAtStart = true;
	let held = '';
	const show = (text: string): void => {
		if (text !== '') {
			const lines = cleanLines(text.replaceAll(/\r\n?/g, '\n'), {maxCharacters: longestLine});
			print(lines.join('\n'));
			isAtStart = /[\r\n]$/.test(text);
		}
	};
	return {
		push(bytes) {
			const text = held + decoder.decode(octetsOf(bytes), {stream: true});
			held = text.endsWith('\r') ? '\r' : '';
			show(text.slice(0, text.length - held.length));
		},
		end() {
			show(held + decoder.decode());
			if (!isAtStart) {
				print('\n');
			}
		},
	};
}

const longestLine = 2 ** 30;
