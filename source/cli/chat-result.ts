import {Buffer} from 'node:buffer';
import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import {openCleanStream} from './clean-stream.ts';
import type {Output} from './output.ts';
import {openWrapStream} from './wrap-stream.ts';

export type ChatResult = {
	readonly push: (text: string) => void;
	/** Between two answers, where what came of the first one stays on the screen. */
	readonly mark: (text: string) => void;
	readonly end: () => void;
};

/** Where the answer goes: a terminal gets it broken between words, and harmless. */
export function openChatResult(output: Output): ChatResult {
	const isTerminal = output.isTerminal();
	const open = (): Stream => (isTerminal ? openTerminalStream(output) : openRawStream(output));
	let stream = open();
	const end = (): void => {
		output.endLine(stream.end());
		stream = open();
	};
	return {
		push: text => stream.push(text),
		end,
		mark(text) {
			end();
			const hang = {columns: output.columns(), head: '', indent: 1};
			stream.push(['', ...hanging(clean(`[${text}]`), hang), '', ''].join('\n'));
			output.print(stream.end());
			stream = open();
		},
	};
}

type Stream = {
	readonly push: (text: string) => void;
	/** Returns the word that was held back: it came before a signal, after which nothing is printed. */
	readonly end: () => string;
};

function openTerminalStream({print, columns}: Output): Stream {
	let rest: string | undefined;
	const say = (text: string): void => {
		if (rest === undefined) {
			print(text);
		} else {
			rest += text;
		}
	};
	const wrapped = openWrapStream(say, columns);
	const cleaned = openCleanStream(wrapped.push);
	return {
		push: cleaned.push,
		end() {
			rest = '';
			cleaned.end();
			wrapped.end();
			return rest;
		},
	};
}

/** As it is; ends with a line end. */
function openRawStream({printBytes}: Output): Stream {
	const write = (text: string): void => printBytes(Buffer.from(text, 'utf8').toString('latin1'));
	let last = '\n';
	return {
		push(text) {
			write(text);
			last = text.at(-1) ?? last;
		},
		end() {
			if (last !== '\n') {
				write('\n');
			}

			return '';
		},
	};
}
