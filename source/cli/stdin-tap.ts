import {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import type {Clock} from '../domain/clock.ts';
import type {MouseSource} from '../domain/mouse.ts';
import {createInputSplitter, type InputPiece} from './input-splitter.ts';
import {createMouseFeed} from './mouse-input.ts';

/** What of process.stdin the tap needs. */
export type RawInput = {
	readonly setRawMode: (isRaw: boolean) => unknown;
	readonly ref: () => unknown;
	readonly unref: () => unknown;
	readonly pause: () => unknown;
	readonly resume: () => unknown;
	readonly on: (event: 'data', listener: (chunk: Uint8Array | string) => void) => unknown;
	readonly off: (event: 'data', listener: (chunk: Uint8Array | string) => void) => unknown;
};

/** A terminal's input as Ink wants it. */
export type ScreenInput = Readable & {
	readonly isTTY: true;
	/** Input is read as long as it is raw: what another program is to read stays where it is. */
	readonly setRawMode: (isRaw: boolean) => void;
	readonly ref: () => void;
	readonly unref: () => void;
};

export type StdinTap = {
	/** Keys and pastes, without what the terminal reports. */
	readonly stream: ScreenInput;
	readonly mouse: MouseSource;
	/**
	 * From now on all that is typed or pasted goes to `listener` and nowhere else, until the returned function is called.
	 * The rest of a paste that goes on then is dropped.
	 */
	readonly divert: (listener: (text: string) => void) => () => void;
	readonly close: () => void;
};

/** Stands between the terminal and Ink, which would take what a mouse or a terminal says for keys, or lose it. */
export function createStdinTap(input: RawInput, clock: Pick<Clock, 'startTimer'>): StdinTap {
	const splitter = createInputSplitter();
	const mouse = createMouseFeed();
	const decoder = new StringDecoder('utf8');
	const pass = (text: string): void => void stream.push(text);
	let diverted: ((text: string) => void) | undefined;
	let isDroppingPaste = false;
	let isReading = false;
	let cancelTimer = (): void => undefined;

	function onData(chunk: Uint8Array | string): void {
		cancelTimer();
		hand(splitter.push(typeof chunk === 'string' ? chunk : decoder.write(chunk)));
		const patienceMs = splitter.patienceMs();
		if (patienceMs !== undefined) {
			cancelTimer = clock.startTimer(patienceMs, () => hand(splitter.giveUp()));
		}
	}

	function hand(pieces: readonly InputPiece[]): void {
		for (const piece of pieces) {
			if (piece.kind === 'mouse') {
				mouse.tell(piece.report);
			} else if (piece.kind !== 'pasted' || !isDroppingPaste) {
				(diverted ?? pass)(piece.text);
			}

			isDroppingPaste &&= piece.kind === 'pasted' && !piece.isLast;
		}
	}

	function read(isWanted: boolean): void {
		if (isWanted === isReading) {
			return;
		}

		isReading = isWanted;
		if (isWanted) {
			input.on('data', onData);
			input.resume();
		} else {
			cancelTimer();
			hand(splitter.stop());
			input.off('data', onData);
			input.pause();
		}
	}

	const readable = new Readable({read: () => undefined, encoding: 'utf8'});
	const stream = Object.assign(readable, {
		isTTY: true as const,
		setRawMode(isRaw: boolean) {
			input.setRawMode(isRaw);
			read(isRaw);
		},
		ref: () => void input.ref(),
		unref: () => void input.unref(),
	});
	return {
		stream,
		mouse,
		divert(listener) {
			diverted = listener;
			return () => {
				diverted = undefined;
				isDroppingPaste = splitter.isPasting();
			};
		},
		close: () => read(false),
	};
}
