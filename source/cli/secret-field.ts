import {Secret} from '../domain/secret.ts';
import {createHiddenLine} from './hidden-line.ts';
import type {StdinTap} from './stdin-tap.ts';

export type SecretField = {
	readonly divert: StdinTap['divert'];
	/** So many characters are typed now. */
	readonly onLength: (length: number) => void;
	readonly onAnswer: (secret: Secret) => void;
	/** Answered or left; what is typed goes to the screen again. */
	readonly onClosed: () => void;
};

const escapeKey = '\u001b';

/**
 * Reads one secret past everything that draws or remembers: nobody but `onAnswer` ever has it. Enter answers, unless
 * nothing was typed; esc, Ctrl-C and Ctrl-D leave. The returned function leaves too.
 */
export function openSecretField({divert, onLength, onAnswer, onClosed}: SecretField): () => void {
	const line = createHiddenLine();
	let length = 0;
	let isOpen = true;
	const release = divert(onText);

	function close(): void {
		if (isOpen) {
			isOpen = false;
			release();
			onClosed();
		}
	}

	function onText(text: string): void {
		const end = text === escapeKey ? {end: 'given up' as const} : line.push(text);
		if (end === undefined) {
			tellLength();
			return;
		}

		if (end.end === 'entered' && end.text !== '') {
			onAnswer(new Secret(end.text));
		}

		close();
	}

	function tellLength(): void {
		if (line.length() !== length) {
			length = line.length();
			onLength(length);
		}
	}

	return close;
}
