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
		stream.end();
		output.endLine();
		stream = open();
	};
	return {
		push: text => stream.push(text),
		end,
		mark(text) {
			end();
			const hang = {columns: output.columns(), head: '', indent: 1};
			stream.push(['', ...hanging(clean(`[${text}]`), hang), '', ''].join('\n'));
			stream.end();
			stream = open();
		},
	};
}

type Stream = {readonly push: (text: string) => void; readonly end: () => void};

function openTerminalStream({print, columns}: Output): Stream {
	const wrapped = openWrapStream(print, columns);
	const cleaned = openCleanStream(wrapped.push);
	return {
		push: cleaned.push,
		end() {
			cleaned.end();
			wrapped.end();
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
		},
	};
}
