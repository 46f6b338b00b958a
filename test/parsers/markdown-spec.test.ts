import {tests} from 'commonmark-spec';
import {expect, test} from 'vitest';
import {growMarkdown, type MarkdownSoFar, parseMarkdown} from '../../source/parsers/markdown.ts';
import {htmlOf} from '../helpers/markdown-html.ts';

/** Raw HTML is shown as text: these sections are about nothing else. */
const outSections = new Set(['HTML blocks', 'Raw HTML']);

/** Examples that are read otherwise, and why. */
const others: Readonly<Record<string, readonly number[]>> = {
	'raw HTML is shown as text': [
		21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643,
	],
	'a code in a list that ends in blank lines loses one': [318],
	'an entity of eight digits is no character, instead of none': [28],
	'a bare address is a link, as GitHub reads it': [602, 608, 611, 612],
};

const all = tests.map(one => ({
	...one,
	markdown: one.markdown.replaceAll('→', '\t'),
	html: one.html.replaceAll('→', '\t'),
}));
const examples = all.filter(({section}) => !outSections.has(section));

test('the examples of CommonMark are read as it says, but for those that are named', () => {
	const wrong = examples.filter(
		({markdown, html}) => normal(htmlOf(parseMarkdown(markdown))) !== normal(html),
	);
	expect(wrong.map(({number}) => number)).toEqual(
		Object.values(others)
			.flat()
			.sort((left, right) => left - right),
	);
});

test('every example reads the same in pieces, cut at each of its places', () => {
	for (const {markdown} of all) {
		let soFar: MarkdownSoFar | undefined;
		for (let end = 1; end <= markdown.length; end++) {
			const text = markdown.slice(0, end);
			soFar = growMarkdown(soFar, text);
			expect(soFar.blocks).toEqual(parseMarkdown(text));
		}
	}
});

/** Titles of links are not kept: a terminal has no place to show them. */
function normal(html: string): string {
	return html
		.replace(/ title="[^"]*"/g, '')
		.replaceAll('\n</li>', '</li>')
		.replaceAll('<li>\n', '<li>')
		.trim();
}
