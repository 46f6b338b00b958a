import {expect, it} from 'vitest';
import {filledTemplate, templateFile, templateName} from '../../source/rules/prompt-template.ts';

it('puts what was typed where the template wants it, everywhere and as it is', () => {
	expect(filledTemplate('Why: $ARGUMENTS?\n\n> $ARGUMENTS', 'it costs $& or $ARGUMENTS')).toBe(
		'Why: it costs $& or $ARGUMENTS?\n\n> it costs $& or $ARGUMENTS',
	);
	expect(filledTemplate('Why: $ARGUMENTS?', '')).toBe('Why: ?');
});

it('adds it behind a template that says no place', () => {
	expect(filledTemplate('Review this.\n', 'int main()')).toBe('Review this.\n\nint main()');
	expect(filledTemplate('Review this.\n', '')).toBe('Review this.\n');
});

it('interprets nothing else', () => {
	const text = '---\nmodel: x\n---\n$1 $HOME {{input}} !`id` @/etc/passwd $(id)';
	expect(filledTemplate(text, '')).toBe(text);
});

it('makes no path of a name', () => {
	expect(templateFile('review-C.2')).toBe('review-C.2.md');
	for (const name of [
		'',
		'.',
		'..',
		'../x',
		'a/b',
		'/etc/passwd',
		'.hidden',
		'a\n',
		'a\0',
		'a b',
	]) {
		expect(templateFile(name)).toBeUndefined();
	}

	expect(['review.md', '.md', 'notes.txt', 'x y.md'].map(templateName)).toEqual([
		'review',
		undefined,
		undefined,
		undefined,
	]);
});
