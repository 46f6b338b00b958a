import fc from 'fast-check';
import {expect, test} from 'vitest';
import {blockLines, markdownLines} from '../../source/components/markdown-lines.ts';
import {piecesWidth} from '../../source/components/place-pieces.ts';
import {growMarkdown, parseMarkdown} from '../../source/parsers/markdown.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {textOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const wide = {columns: 84, glyphs: glyphsOf('unicode')};
const narrow = {columns: 40, glyphs: glyphsOf('unicode')};

function drawn(text: string, look: Parameters<typeof markdownLines>[1] = narrow): string[] {
	return markdownLines(parseMarkdown(text), look).map(textOf);
}

const answer = [
	'# Three remarks\n\nThe `%A` is the **id** of the *array* job, see [the docs](https://slurm.schedmd.com) or',
	'https://x.y.z and ![chart](a.png).\n\n- one item that is long enough for a second line of the screen',
	'- [x] done\n  - inside\n\n9. nine\n10. ten\n\n> said\n>\n> - before\n\n```bash\n#!/bin/bash',
	'sbatch --array=1-64%4 --cpus-per-task=2 --mem=4G --time=02:00:00 --output=logs/%A_%a.out run.sh',
	'```\n\n| Node | Free | Remark |\n|:--|--:|:-:|\n| gpu-01 | 3.2 | warm |',
	'| pi-main | 12 | has no GPU, and answers at two tokens a second |\n\n---\n\n~~gone~~  \nend',
].join('\n');

test('an answer on 84 columns', () => {
	expect(drawn(answer, wide).join('\n')).toMatchInlineSnapshot(`
		"Three remarks

		The \`%A\` is the id of the *array* job, see the docs <https://slurm.schedmd.com> or
		https://x.y.z and [image: chart] a.png.

		• one item that is long enough for a second line of the screen
		• [x] done
		      • inside

		 9. nine
		10. ten

		│ said
		│
		│ • before

		│ #!/bin/bash                                                                   bash
		│ sbatch --array=1-64%4 --cpus-per-task=2 --mem=4G --time=02:00:00 --output=logs/%A
		│ …_%a.out run.sh

		Node     Free                      Remark
		─────────────────────────────────────────────────────────────
		gpu-01    3.2                       warm
		pi-main    12  has no GPU, and answers at two tokens a second

		────────────────────────────────────────────────────────────────────────────────────

		~~gone~~
		end"
	`);
});

test('an answer on 40 columns', () => {
	expect(drawn(answer).join('\n')).toMatchInlineSnapshot(`
		"Three remarks

		The \`%A\` is the id of the *array* job,
		see the docs <https://slurm.schedmd.com>
		or https://x.y.z and [image: chart]
		a.png.

		• one item that is long enough for a
		  second line of the screen
		• [x] done
		      • inside

		 9. nine
		10. ten

		│ said
		│
		│ • before

		│ #!/bin/bash                       bash
		│ sbatch --array=1-64%4 --cpus-per-task
		│ …=2 --mem=4G --time=02:00:00 --output=
		│ …logs/%A_%a.out run.sh

		Node     Free           Remark
		────────────────────────────────────────
		gpu-01    3.2            warm
		pi-main    12   has no GPU, and answers
		                at two tokens a second

		────────────────────────────────────────

		~~gone~~
		end"
	`);
});

test('an answer on 40 columns of a terminal that knows ASCII alone', () => {
	expect(drawn(answer, {...narrow, glyphs: glyphsOf('ascii')}).join('\n')).toMatchInlineSnapshot(`
		"Three remarks

		The \`%A\` is the id of the *array* job,
		see the docs <https://slurm.schedmd.com>
		or https://x.y.z and [image: chart]
		a.png.

		- one item that is long enough for a
		  second line of the screen
		- [x] done
		      - inside

		 9. nine
		10. ten

		| said
		|
		| - before

		| #!/bin/bash                       bash
		| sbatch --array=1-64%4 --cpus-per-task
		| ~=2 --mem=4G --time=02:00:00 --output=
		| ~logs/%A_%a.out run.sh

		Node     Free           Remark
		----------------------------------------
		gpu-01    3.2            warm
		pi-main    12   has no GPU, and answers
		                at two tokens a second

		----------------------------------------

		~~gone~~
		end"
	`);
});

test('a table with no room for its columns is a list of what is in its rows', () => {
	expect(
		drawn('| a | b | c |\n|-|-|-|\n| 1 | 2 | a long value |', {...narrow, columns: 16}),
	).toEqual([...['a: 1', 'b: 2', 'c: a long value']]);
});

test('where a link leads is shown, once where its text says it', () => {
	expect(drawn('[bank](http://evil.example)')).toEqual(['bank <http://evil.example>']);
	expect(drawn('<http://x.y> me@x.y')).toEqual(['http://x.y me@x.y']);
});

test('a long line of code goes on behind a mark, or is cut where the person wants that', () => {
	const text = `\`\`\`\n${'0123456789'.repeat(3)}`;
	expect(drawn(text, {...narrow, columns: 20})).toEqual([
		...['│ 01234567890123456', '│ …7890123456789'],
	]);
	expect(drawn(text, {...narrow, columns: 20, longLines: 'cut'})).toEqual(['│ 01234567890123456…']);
});

test('a code keeps its words when they are told apart', () => {
	const highlight = () => [
		{text: 'if', weight: 'keyword' as const},
		{text: ' x\n', weight: 'text' as const},
		{text: '# y', weight: 'comment' as const},
	];
	const [first, second] = markdownLines(parseMarkdown('```sh\nif x\n# y\n```'), {
		...narrow,
		highlight,
	});
	expect(first?.pieces[1]).toEqual({text: 'if', isStrong: true});
	expect(second?.pieces[1]).toEqual({text: '# y', tone: 'dim'});
});

test('what did not change is not laid out again', () => {
	const first = growMarkdown(undefined, '# One\n\nTwo\n\nThree');
	const before = first.blocks.map(block => blockLines(block, narrow));
	const then = growMarkdown(first, '# One\n\nTwo\n\nThree and more');
	const after = then.blocks.map(block => blockLines(block, {...narrow}));
	expect(after.map((lines, index) => lines === before[index])).toEqual([true, true, false]);
	expect(blockLines(then.blocks[0] ?? {type: 'rule'}, wide)).not.toBe(before[0]);
});

test('a list and a code that were read in parts are drawn as one', () => {
	const items = Array.from({length: 900}, (_, index) => `${index + 1}. item`).join('\n');
	expect(drawn(items)).toHaveLength(900);
	expect(drawn(`\`\`\`\n${'line of code\n'.repeat(3000)}`)).toHaveLength(3000);
});

test('no line is wider than asked, and nothing of it acts, whatever is said', () => {
	const marks = ['', '# ', '- ', '> ', '```\n', '| a |\n|-|\n| ', '[', '**', '`'];
	for (const {text} of hostileCorpus) {
		for (const mark of marks) {
			expectWithin(`${mark}${text.slice(0, 300)}`, 30);
		}
	}

	const any = fc.array(
		fc.constantFrom(
			'a ',
			'\n',
			'- ',
			'日本',
			'👩‍💻',
			'| a | b |\n',
			'|--|--|\n',
			'`',
			'> ',
			'\u001b[2J',
			'```\n',
			'1. ',
			'wordwordword',
			'\t',
			'\u0301',
		),
	);
	fc.assert(
		fc.property(any, fc.integer({min: 14, max: 90}), (parts, columns) =>
			expectWithin(parts.join(''), columns),
		),
	);
});

test('a table that is so long that it is read in parts has the same columns in all of them', () => {
	const rows = Array.from(
		{length: 200},
		(_, at) => `| node-${at} | ${'x'.repeat(at < 180 ? 9 : 20)} | ok |`,
	);
	const text = ['| Node | What it does | State |', '|---|---|---|', ...rows].join('\n');
	expect(parseMarkdown(text).length).toBeGreaterThan(1);
	const lines = drawn(text, wide);
	const columnsOf = (mark: string) =>
		new Set(lines.filter(line => line.includes(mark)).map(line => line.indexOf(mark)));
	expect(columnsOf('State').size).toBe(1);
	expect(columnsOf('ok')).toEqual(columnsOf('State'));
	const soFar = [...text].reduce<ReturnType<typeof growMarkdown> | undefined>(
		(before, _, at) => (at % 97 === 0 ? growMarkdown(before, text.slice(0, at)) : before),
		undefined,
	);
	const streamed = growMarkdown(soFar, text).blocks;
	expect(markdownLines(streamed, wide).map(textOf)).toEqual(lines);
});

function expectWithin(text: string, columns: number): void {
	const lines = markdownLines(parseMarkdown(text), {...narrow, columns});
	const widths = lines.map(({pieces}) => piecesWidth(pieces));
	expect(Math.max(0, ...widths)).toBeLessThanOrEqual(columns);
	const words = lines.flatMap(({pieces}) => pieces.map(piece => piece.text)).join('');
	expect(words).not.toMatch(/[\p{Cc}\u202e]/u);
}
