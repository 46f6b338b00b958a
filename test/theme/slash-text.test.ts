import {expect, it} from 'vitest';
import {parseSlashCommand} from '../../source/rules/slash-command.ts';
import {slashProblemText} from '../../source/theme/slash-text.ts';

function told(text: string): string | undefined {
	const read = parseSlashCommand(text);
	return read?.kind === 'problem' ? slashProblemText(read.problem) : undefined;
}

it('says what is wrong, and what would be right', () => {
	expect(told('/modle x')).toBe('Not a command: /modle. Try /model, or //modle to send it.');
	expect(told('/xyzzyqqq')).toBe('Not a command: /xyzzyqqq. Try /help, or //xyzzyqqq to send it.');
	expect(told('/file')).toBe('Something is missing: /file PATH|none');
	expect(told('/stats all')).toBe('/stats takes nothing more.');
	expect(told('/node a b')).toBe('That is too much: /node [NAME|any]');
	expect(told('/think hihg')).toBe('Not for /think: hihg. Try high');
	expect(told('/think 7777777')).toBe(
		'Not for /think: 7777777. Try on, off, low, medium, high, default',
	);
	expect(told('/set temperature hot')).toBe('temperature takes a number from 0 to 2, not hot');
	expect(told('/rewind 0')).toBe('/rewind takes a whole number from 1 to 10000, not 0');
	expect(told('/image "a')).toBe('/image: a quote has no end.');
});

it('what was typed cannot act on the terminal', () => {
	expect(told('/set \u001b]52;c;AAAA\u0007 1')).not.toMatch(/\p{Cc}/u);
	expect(told('/rewind \u202Ex')).not.toMatch(/\p{Cf}/u);
	expect(told(`/think ${'x'.repeat(1_000_000)}`)?.length).toBeLessThan(200);
});
