import {tests} from 'commonmark-spec';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {markdownLines} from '../../source/components/markdown-lines.ts';
import {appendMarkdown, growMarkdown, parseMarkdown} from '../../source/parsers/markdown.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {highlighted, loadHighlighter} from '../../source/theme/highlight.ts';
import {paintLine} from '../../source/theme/paint.ts';
import {inColour} from '../helpers/frame.tsx';

await loadHighlighter();

const widths = [80, 120];

/** As a terminal gets it. */
function frameOf(blocks: ReturnType<typeof parseMarkdown>, columns: number): readonly string[] {
	const look = {columns, glyphs: glyphsOf('unicode'), highlight: highlighted};
	return markdownLines(blocks, look).map(line => paintLine(line, columns, inColour));
}

function framesOf(text: string): ReadonlyArray<readonly string[]> {
	return widths.map(columns => frameOf(parseMarkdown(text), columns));
}

/** Each piece drawn as it comes, in both widths. */
function streamedFrames(text: string, ends: readonly number[]): ReadonlyArray<readonly string[]> {
	let soFar = growMarkdown(undefined, '');
	let frames: ReadonlyArray<readonly string[]> = widths.map(() => []);
	for (const end of [...ends, text.length]) {
		soFar = appendMarkdown(soFar, text.slice(soFar.length, Math.max(end, soFar.length)));
		const {blocks} = soFar;
		frames = widths.map(columns => frameOf(blocks, columns));
	}

	return frames;
}

const examples = tests.map(({markdown}) => markdown.replaceAll('→', '\t'));

it('each example of CommonMark, character by character, is at each of them the frame of what has come', () => {
	for (const text of examples) {
		let soFar = growMarkdown(undefined, '');
		for (let end = 1; end <= text.length; end++) {
			soFar = appendMarkdown(soFar, text.slice(end - 1, end));
			expect(frameOf(soFar.blocks, 80)).toEqual(frameOf(parseMarkdown(text.slice(0, end)), 80));
		}
	}
});

const cuts = fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 30});

function endsIn(text: string, places: readonly number[]): readonly number[] {
	return places.map(place => Math.floor(place * text.length)).toSorted((one, two) => one - two);
}

it('each of them, cut anywhere, ends in the same frames as whole', () => {
	for (const text of examples) {
		const whole = framesOf(text);
		fc.assert(
			fc.property(cuts, places => {
				expect(streamedFrames(text, endsIn(text, places))).toEqual(whole);
			}),
			{numRuns: 3},
		);
	}
});

it('any examples behind each other, cut anywhere, end in the same frame as whole', () => {
	const texts = fc
		.array(fc.constantFrom(...examples), {minLength: 1, maxLength: 12})
		.chain(some => fc.constantFrom('', '\n', '\n\n').map(between => some.join(between)));
	fc.assert(
		fc.property(texts, cuts, (text, places) => {
			expect(streamedFrames(text, endsIn(text, places))).toEqual(framesOf(text));
		}),
		{numRuns: 200},
	);
});

const rows = Array.from({length: 400}, (_, row) => row);

const long = {
	table: `Nodes:\n\n| node | memory |\n|:--|--:|\n${rows.map(row => `| gpu-${row} | ${row * 7} GiB of it |\n`).join('')}\nend`,
	list: `${rows.map(row => `1. item ${row} of a list that is long\n`).join('')}\nend`,
	'loose list': `${rows.map(row => `${row + 5}. item ${row}\n\n`).join('')}end`,
	'list in a list': `- all\n${rows.map(row => `  - item ${row} of a list that is long\n`).join('')}- last\n\nend`,
	code: `\`\`\`sh\n${rows.map(row => `echo "${row}" # a comment on line ${row}\n`).join('')}\`\`\`\nend`,
};

it.each(Object.entries(long))('a long %s ends in the same frame as whole', (_, text) => {
	const whole = framesOf(text);
	fc.assert(
		fc.property(cuts, places => {
			expect(streamedFrames(text, endsIn(text, places))).toEqual(whole);
		}),
		{numRuns: 5},
	);
});

const plain = (text: string) =>
	markdownLines(parseMarkdown(text), {columns: 80, glyphs: glyphsOf('unicode')}).map(({pieces}) =>
		pieces.map(piece => piece.text).join(''),
	);

it('a long table has its head over each of its parts, and is a table to its end', () => {
	const lines = plain(long.table);
	const heads = lines.filter(line => /^node +memory$/.test(line));
	expect(heads.length).toBeGreaterThan(2);
	expect(lines.join('\n')).not.toContain('|');
	expect(lines.filter(line => /^gpu-\d+ +\d+ GiB of it$/.test(line))).toHaveLength(rows.length);
	expect(lines.at(-1)).toBe('end');
});

it('a long list goes on counting, whatever its items are called', () => {
	const numbers = plain(long.list).flatMap(line => /^ *(\d+)\. item/.exec(line)?.[1] ?? []);
	expect(numbers).toEqual(rows.map(row => `${row + 1}`));
	const loose = plain(long['loose list']).filter(line => line !== 'end');
	expect(loose.filter((_, index) => index % 2 === 0).map(line => line.trim())).toEqual(
		rows.map(row => `${row + 5}. item ${row}`),
	);
	expect(new Set(loose.filter((_, index) => index % 2 === 1))).toEqual(new Set(['']));
});

it('items of one long item are items to the end, none of them cut in two', () => {
	const lines = plain(long['list in a list']);
	const items = lines.flatMap(
		line => /^ *• item (\d+) of a list that is long$/.exec(line)?.[1] ?? [],
	);
	expect(items).toEqual(rows.map(row => `${row}`));
});

it('a text behind a long table, with no line between, is no row of it', () => {
	const head = '| a | b |\n|---|---|\n';
	const row = '| 1 | 2 |\n';
	const text = `${head}${row.repeat(Math.ceil((4096 - head.length) / row.length))}# Title\n`;
	expect(plain(text).slice(-3)).toEqual(['1  2', '', 'Title']);
});
