import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Block} from '../../source/domain/markdown.ts';
import {
	appendMarkdown,
	growMarkdown,
	type MarkdownSoFar,
	parseMarkdown,
} from '../../source/parsers/markdown.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const bits = [
	...['\n', '\n\n', ' ', '  ', '    ', '\t', '\r\n', '\r', 'a', 'b c', 'Ü', '👩‍💻', '\0', '\u202E'],
	...[
		'# ',
		'---',
		'===',
		'- ',
		'* ',
		'1. ',
		'12) ',
		'> ',
		'- [x] ',
		'```',
		'```sh\n',
		'~~~',
		'````',
	],
	...[
		'|',
		'| a | b |\n',
		'|--|:-:|\n',
		'*',
		'**',
		'_',
		'~~',
		'`',
		'``',
		'[',
		']',
		'(',
		')',
		'![',
		'\\',
	],
	...[
		'[a]',
		'[a]: /x\n',
		'[A b]: <y> "t"\n',
		'<div>',
		'<!--',
		'-->',
		'<pre>',
		'&amp;',
		'<http://x.y>',
		'.',
	],
];
const markdown = fc.array(fc.constantFrom(...bits), {maxLength: 40}).map(parts => parts.join(''));

test('a text that grows reads at every moment as the same text read whole', () => {
	fc.assert(
		fc.property(markdown, fc.array(fc.integer({min: 1, max: 9}), {minLength: 1}), (text, steps) => {
			let soFar: MarkdownSoFar | undefined;
			for (let end = 0, step = 0; end < text.length; step++) {
				const from = end;
				end = Math.min(text.length, end + (steps[step % steps.length] ?? 1));
				soFar = appendMarkdown(soFar, text.slice(from, end));
				expect(soFar.blocks).toEqual(parseMarkdown(text.slice(0, end)));
			}
		}),
		{numRuns: 1000},
	);
});

test('what is finished stays the same object while the text grows behind it', () => {
	const first = growMarkdown(undefined, '# One\n\nTwo *three*\n\n- a\n- b\n\nFour');
	const then = growMarkdown(first, '# One\n\nTwo *three*\n\n- a\n- b\n\nFour and\n\n```sh\nls');
	expect(then.blocks).toHaveLength(5);
	expect(then.blocks.map((block, index) => block === first.blocks[index])).toEqual([
		...[true, true, true, false, false],
	]);
});

test('an item of a list that did not change stays the same object, too', () => {
	const first = growMarkdown(undefined, '- a\n- b\n- c');
	const then = growMarkdown(first, '- a\n- b\n- cd');
	const items = ([block]: readonly Block[]) => (block?.type === 'list' ? block.items : []);
	expect(items(then.blocks)[0]).toBe(items(first.blocks)[0]);
	expect(items(then.blocks)[2]).not.toBe(items(first.blocks)[2]);
});

test('a definition that comes later makes a link of what stands long before it, and of nothing else', () => {
	const first = growMarkdown(undefined, 'see [the docs]\n\nand more\n\nend\n\n');
	const then = growMarkdown(
		first,
		'see [the docs]\n\nand more\n\nend\n\n[The  docs]: http://x.y\n',
	);
	expect(then.blocks[0]).toEqual({
		type: 'paragraph',
		inlines: [
			{type: 'text', text: 'see '},
			{type: 'link', inlines: [{type: 'text', text: 'the docs'}], url: 'http://x.y'},
		],
	});
	expect(then.blocks[1]).toBe(first.blocks[1]);
});

test('a text that does not begin as before is read from its start', () => {
	const first = growMarkdown(undefined, 'one\n\ntwo');
	expect(growMarkdown(first, 'three').blocks).toEqual(parseMarkdown('three'));
	expect(growMarkdown(first, 'one\n\nsix *x*').blocks).toEqual(parseMarkdown('one\n\nsix *x*'));
});

test('a code that never ends is in blocks that go on, and nothing of it is lost', () => {
	const code = Array.from({length: 9000}, (_, line) => `echo ${line}`).join('\n');
	const blocks = parseMarkdown(`\`\`\`sh\n${code}`);
	expect(blocks.length).toBeGreaterThan(3);
	const texts = blocks.map(block => (block.type === 'code' ? block.text : ''));
	expect(texts.join('\n')).toBe(code);
	expect(blocks.map(block => block.type === 'code' && block.isContinued)).toEqual(
		blocks.map((_, index) => index > 0),
	);
	expect(blocks.map(block => block.type === 'code' && block.isClosed)).toEqual(
		blocks.map((_, index) => index < blocks.length - 1),
	);
});

test('a fence ends what is before it, a list too, and ends where it is closed', () => {
	expect(parseMarkdown('a\n```\nb\n```\nc').map(({type}) => type)).toEqual([
		...['paragraph', 'code', 'paragraph'],
	]);
	expect(parseMarkdown('- a\n\n  ```\n  b\n\n  c\n  ```\n- d').map(({type}) => type)).toEqual([
		'list',
	]);
	expect(parseMarkdown('1. a\n```\nb\n```\n2. c').map(({type}) => type)).toEqual([
		...['list', 'code', 'list'],
	]);
});

test('raw HTML is shown as it was written', () => {
	expect(parseMarkdown('<div>\n*a*\n</div>')).toEqual([
		{
			type: 'paragraph',
			inlines: [
				{type: 'text', text: '<div>'},
				{type: 'lineBreak'},
				{type: 'text', text: '*a*'},
				{type: 'lineBreak'},
				{type: 'text', text: '</div>'},
			],
		},
	]);
});

test('what is nested too deeply is text', () => {
	for (const text of [
		'>'.repeat(20_000),
		'+ '.repeat(20_000),
		'*a **b '.repeat(9000),
		'['.repeat(99_999),
	]) {
		expect(JSON.stringify(parseMarkdown(text)).length).toBeGreaterThan(100);
	}
});

test('whatever comes is read, and what is no mark is kept', () => {
	for (const {text} of hostileCorpus) {
		expect(Array.isArray(parseMarkdown(text))).toBe(true);
	}
});

test('behind a mebibyte all is text', () => {
	const text = `${'word '.repeat(250_000)}\n\n**not strong**\n`;
	expect(parseMarkdown(text).at(-1)).toEqual({
		type: 'paragraph',
		inlines: [{type: 'text', text: '**not strong**\n'}],
	});
});
