import {expect, it} from 'vitest';
import {openSecretField} from '../../source/cli/secret-field.ts';

const esc = '\u001b';

function opened() {
	let listener: ((text: string) => void) | undefined;
	const told: unknown[] = [];
	const answers: string[] = [];
	const leave = openSecretField({
		divert(next) {
			listener = next;
			return () => {
				listener = undefined;
			};
		},
		onLength: length => told.push(length),
		onAnswer: secret => answers.push(secret.reveal()),
		onClosed: () => told.push('closed'),
	});
	return {
		told,
		answers,
		leave,
		isOpen: () => listener !== undefined,
		type: (text: string) => listener?.(text),
	};
}

it('tells how much is typed, and gives the answer at enter', () => {
	const field = opened();
	field.type('a');
	field.type('bc');
	field.type('\u007f');
	field.type('\r');
	expect(field).toMatchObject({told: [1, 3, 2, 'closed'], answers: ['ab']});
	expect(field.isOpen()).toBe(false);
});

it('a paste is typed; with a line end it answers', () => {
	const field = opened();
	field.type(`${esc}[200~correct horse\n`);
	expect(field.answers).toEqual(['correct horse']);
});

it.each([
	['esc', esc],
	['Ctrl-C', '\u0003'],
	['Ctrl-D', '\u0004'],
	['enter where nothing is typed', '\u0015\r'],
])('%s leaves without an answer', (_, key) => {
	const field = opened();
	field.type('a');
	field.type(key);
	expect(field.told.at(-1)).toBe('closed');
	expect(field.answers).toEqual([]);
	expect(field.isOpen()).toBe(false);
});

it('arrows are no part of it, and esc in front of them is none', () => {
	const field = opened();
	field.type(`a${esc}[A${esc}[1;5C`);
	field.type('b\r');
	expect(field.answers).toEqual(['ab']);
});

it('is left from outside once', () => {
	const field = opened();
	field.leave();
	field.leave();
	expect(field.told).toEqual(['closed']);
	expect(field.isOpen()).toBe(false);
});
