import fc from 'fast-check';
import {beforeAll, expect, test} from 'vitest';
import {highlighted, loadHighlighter} from '../../source/theme/highlight.ts';

const languages =
	'bash sh shell python py js ts json yaml c cpp go rust java sql html css dockerfile ini toml diff makefile md lua r julia fortran'.split(
		' ',
	);

beforeAll(loadHighlighter);

test('the keywords of a code are strong and its comments dim', () => {
	expect(highlighted('if a < b: # why\n\treturn 1', 'python')).toEqual([
		{text: 'if', weight: 'keyword'},
		{text: ' a < b: ', weight: 'text'},
		{text: '# why', weight: 'comment'},
		{text: '\n\t', weight: 'text'},
		{text: 'return', weight: 'keyword'},
		{text: ' 1', weight: 'text'},
	]);
});

test('a code stays the same to the byte, in every language', () => {
	const bits = fc.constantFrom(
		...[
			'if',
			' ',
			'\n',
			'"',
			"'",
			'`',
			'<',
			'>',
			'&',
			'&amp;',
			'</span>',
			'<span class="x">',
			'/*',
			'*/',
		],
		...[
			'//',
			'#',
			'--',
			'{',
			'}',
			'(',
			')',
			'$',
			'\\',
			'\0',
			'\u001b]52;',
			'\u202e',
			'👩‍💻',
			'=',
			':',
			'- ',
			'x1',
		],
	);
	const code = fc.array(bits, {maxLength: 60}).map(parts => parts.join(''));
	fc.assert(
		fc.property(code, fc.constantFrom(...languages), (text, language) => {
			const runs = highlighted(text, language);
			expect(runs?.map(run => run.text).join('')).toBe(text);
		}),
		{numRuns: 1000},
	);
});

test('what is too long, or of a language that nobody knows, stays plain', () => {
	expect(highlighted('x', 'klingon')).toBeUndefined();
	expect(highlighted('x', '__proto__')).toBeUndefined();
	expect(highlighted('x'.repeat(1001), 'python')).toBeUndefined();
	expect(highlighted('x\n'.repeat(20_000), 'python')).toBeUndefined();
});
