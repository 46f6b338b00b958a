import {describe, expect, it} from 'vitest';
import {type Glyphs, type GlyphSet, glyphsOf} from '../../source/theme/glyphs.ts';
import {clean, type Safe} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';

// The table "Glyphs" of SCREENS 1, row by row.
it.each<readonly [string, (glyphs: Glyphs) => readonly Safe[], Readonly<Record<GlyphSet, string>>]>(
	[
		[
			'ok, warning, down, unknown',
			({ok, warning, down, unknown}) => [ok, warning, down, unknown],
			{unicode: '● ▲ ✖ ○', 'linux-vt': '● ▲ x ?', ascii: 'o ! x ?'},
		],
		[
			'job waits; command',
			({waiting, command}) => [waiting, command],
			{unicode: '· $', 'linux-vt': '· $', ascii: '. $'},
		],
		[
			'check, cross',
			({check, cross}) => [check, cross],
			{unicode: '✓ ✖', 'linux-vt': 'v x', ascii: 'v x'},
		],
		[
			'model loaded, on disk, differs',
			({model: {loaded, onDisk, differs}}) => [loaded, onDisk, differs],
			{unicode: '● ○ !', 'linux-vt': '● o !', ascii: '@ o !'},
		],
		[
			'cursor, mark',
			({cursor, mark}) => [cursor, mark],
			{unicode: '› ◆', 'linux-vt': '> ♦', ascii: '> *'},
		],
		[
			'folded, open',
			({folded, open}) => [folded, open],
			{unicode: '▸ ▾', 'linux-vt': '+ -', ascii: '+ -'},
		],
		[
			'tree',
			({tree: {branch, last, through}}) => [branch, last, through],
			{unicode: '├─ └─ │', 'linux-vt': '├─ └─ │', ascii: "|- '- |"},
		],
		[
			'bar and its ends',
			({bar}) => [bar.full, ...bar.ends],
			{unicode: '█ ▏ ▎ ▍ ▌ ▋ ▊ ▉', 'linux-vt': '█ ░ ▒', ascii: '= -'},
		],
		[
			'sparkline',
			({spark}) => spark,
			{unicode: '▁ ▂ ▃ ▄ ▅ ▆ ▇ █', 'linux-vt': '░ ▒ █', ascii: '_ . - = #'},
		],
		[
			'map',
			({map}) => map,
			{unicode: '▁ ▂ ▃ ▄ ▅ ▆ ▇ █', 'linux-vt': '░ ▒ █', ascii: '0 1 2 3 4 5 6 7 8 9'},
		],
		[
			'chart line',
			({chartLine}) => (chartLine === undefined ? [] : Object.values(chartLine)),
			{unicode: '', 'linux-vt': '─ │ ┌ ┐ └ ┘', ascii: "- | . . ' '"},
		],
		[
			'axes of the large chart',
			({axis: {tick, origin, line}}) => [tick, origin, line],
			{unicode: '┤ ┼ ─', 'linux-vt': '┤ ┼ ─', ascii: '| + -'},
		],
		[
			'array tasks',
			({tasks: {done, running, waiting}}) => [done, running, waiting],
			{unicode: '█ ▒ ░', 'linux-vt': '█ ▒ ░', ascii: '# + .'},
		],
		[
			'progress',
			({progress: {done, head, rest}}) => [done, head, rest],
			{unicode: '━ ╸ ─', 'linux-vt': '█ █ ░', ascii: '# # .'},
		],
		[
			'spinner',
			({spinner}) => spinner,
			{unicode: '⠋ ⠙ ⠹ ⠸ ⠼ ⠴ ⠦ ⠧ ⠇ ⠏', 'linux-vt': '| / - \\', ascii: '| / - \\'},
		],
		[
			'hairline, border',
			({hairline, border}) => [hairline, ...Object.values(border)],
			{unicode: '─ ─ │ ┌ ┐ └ ┘', 'linux-vt': '─ ─ │ ┌ ┐ └ ┘', ascii: '- - | + + + +'},
		],
		[
			'arrows',
			({arrows, net}) => [...Object.values(arrows), net.in, net.out],
			{unicode: '↑ ↓ ← → ↓ ↑', 'linux-vt': '↑ ↓ ← → ↓ ↑', ascii: '^ v < > in out'},
		],
		[
			'cut, apart, bullet, code edge',
			({cut, apart, bullet, codeEdge}) => [cut, apart, bullet, codeEdge],
			{unicode: '… · • │', 'linux-vt': '… · • │', ascii: '~ | - |'},
		],
	],
)('%s are drawn as SCREENS has them', (_part, glyphsIn, drawn) => {
	for (const set of ['unicode', 'linux-vt', 'ascii'] as const) {
		expect(glyphsIn(glyphsOf(set)).join(' ')).toBe(drawn[set]);
	}
});

describe.each(['unicode', 'linux-vt', 'ascii'] as const)('each glyph of %s', set => {
	const {tree, net, ...cells} = glyphsOf(set);

	it('is one cell, and a stroke of the tree at most two', () => {
		expect(leaves(cells).filter(glyph => widthOf(glyph) !== 1)).toEqual([]);
		expect(leaves(tree).every(glyph => widthOf(glyph) <= 2)).toBe(true);
	});

	it('is as clean as text from outside must be', () => {
		expect(leaves(glyphsOf(set)).every(glyph => clean(glyph) === glyph)).toBe(true);
	});
});

it('ascii is ASCII', () => {
	expect(leaves(glyphsOf('ascii')).join('')).toMatch(/^[ -~]*$/);
});

type Tree = Safe | undefined | readonly Tree[] | {readonly [name: string]: Tree};

function leaves(tree: Tree): readonly Safe[] {
	if (tree === undefined) {
		return [];
	}

	return typeof tree === 'string' ? [tree] : Object.values(tree).flatMap(leaves);
}
