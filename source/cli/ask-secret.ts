import {StringDecoder} from 'node:string_decoder';
import type {AskSecret, SecretQuestion} from '../domain/ask-secret.ts';
import type {Clock} from '../domain/clock.ts';
import {Secret} from '../domain/secret.ts';
import {createHiddenLine, type LineEnd} from './hidden-line.ts';
import {secretPrompt} from './secret-prompt.ts';

/** What of a terminal is needed: process.stdin. */
export type SecretInput = Pick<
	NodeJS.ReadStream,
	'isTTY' | 'readableEnded' | 'setRawMode' | 'ref' | 'unref' | 'resume' | 'pause'
> & {
	readonly on: (event: InputEvent, listener: (chunk: Uint8Array) => void) => unknown;
	readonly off: (event: InputEvent, listener: (chunk: Uint8Array) => void) => unknown;
};

type InputEvent = 'data' | 'end' | 'error';

export type SecretTerminal = {
	/** Asked for when there is a question, since to open a terminal costs something. */
	readonly input: () => SecretInput;
	/** stderr, so that stdout stays the result. */
	readonly output: () => {readonly isTTY?: boolean; readonly write: (text: string) => unknown};
	/** Ends the program as Ctrl-C would, at once: while nothing is shown the key sends no signal. */
	readonly interrupt: () => void;
	/** Takes every question away. */
	readonly signal: AbortSignal;
	/** Tells how long a person took. */
	readonly clock: Pick<Clock, 'monotonicMs'>;
};

export type Asker = {
	readonly ask: AskSecret;
	/** A question is on the screen, or waits for its turn. */
	readonly isAsking: () => boolean;
	/** How long that was so until now, in all: two questions at once count once. */
	readonly askedMs: () => number;
};

/**
 * Asks on the terminal, one question at a time. An empty line and Ctrl-D are no answer, and a key that got none is not
 * asked for again. Where input or output is no terminal there is nobody to ask.
 */
export function createAsker(terminal: SecretTerminal): Asker {
	const skippedKeys = new Set<string>();
	let questions = 0;
	let askedSinceMs = 0;
	let askedBeforeMs = 0;
	let last: Promise<unknown> = Promise.resolve();

	async function askInTurn(question: SecretQuestion, signal: AbortSignal) {
		const isSkipped = question.kind === 'passphrase' && skippedKeys.has(question.keyFile);
		if (isSkipped || signal.aborted) {
			return undefined;
		}

		const line = await readLine(question, terminal, signal);
		if (line.end === 'interrupted') {
			terminal.interrupt();
		}

		if (line.end === 'entered' && line.text !== '') {
			return new Secret(line.text);
		}

		if (question.kind === 'passphrase' && line.end !== 'aborted') {
			skippedKeys.add(question.keyFile);
		}

		return undefined;
	}

	return {
		isAsking: () => questions > 0,
		askedMs: () =>
			askedBeforeMs + (questions > 0 ? terminal.clock.monotonicMs() - askedSinceMs : 0),
		async ask(question, signal) {
			if (terminal.input().isTTY !== true || terminal.output().isTTY !== true) {
				return undefined;
			}

			if (questions === 0) {
				askedSinceMs = terminal.clock.monotonicMs();
			}

			questions += 1;
			const either = AbortSignal.any([signal, terminal.signal]);
			const turn = last.then(() => askInTurn(question, either));
			// The one who asked hears of what is thrown; the next in line goes on.
			last = Promise.allSettled([turn]);
			return turn.finally(() => {
				questions -= 1;
				if (questions === 0) {
					askedBeforeMs += terminal.clock.monotonicMs() - askedSinceMs;
				}
			});
		},
	};
}

type Line = LineEnd | {readonly end: 'aborted'};

/** A hidden answer is typed in raw mode; of one that may be seen the terminal itself takes care. */
function readLine(
	question: SecretQuestion,
	terminal: SecretTerminal,
	signal: AbortSignal,
): Promise<Line> {
	const input = terminal.input();
	const output = terminal.output();
	const isHidden = question.kind === 'passphrase' || question.isHidden;
	const decoder = new StringDecoder('utf8');
	const line = createHiddenLine();
	let isOver = false;
	return new Promise(resolve => {
		const finish = (end: Line): void => {
			if (isOver) {
				return;
			}

			isOver = true;
			signal.removeEventListener('abort', onAbort);
			input.off('data', onData);
			input.off('end', onEnd);
			if (isHidden) {
				// Of a terminal that was closed this is an error, which nobody else listens to.
				input.setRawMode(false);
			}

			input.off('error', onEnd);
			input.pause();
			input.unref();
			if (isHidden || end.end !== 'entered') {
				output.write('\n');
			}

			resolve(end);
		};
		const onAbort = (): void => finish({end: 'aborted'});
		const onEnd = (): void => finish({end: 'given up'});
		const onData = (chunk: Uint8Array): void => {
			const end = line.push(decoder.write(chunk));
			if (end !== undefined) {
				finish(end);
			}
		};
		if (input.readableEnded) {
			resolve({end: 'given up'});
			return;
		}

		signal.addEventListener('abort', onAbort, {once: true});
		input.on('data', onData);
		input.on('end', onEnd);
		input.on('error', onEnd);
		// First, so that what is typed as soon as the question is read is not shown.
		if (isHidden) {
			input.setRawMode(true);
		}

		output.write(secretPrompt(question));
		input.ref();
		input.resume();
	});
}
