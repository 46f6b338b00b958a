import fc from 'fast-check';
import {expect, it} from 'vitest';
import {bar} from '../../source/theme/bar.ts';
import {type GlyphSet, glyphsOf} from '../../source/theme/glyphs.ts';
import {widthOf} from '../../source/theme/width.ts';

// The drawings of SCREENS 2: a table of 120 columns, one of 80, the Linux console, ascii.
it.each<readonly [GlyphSet, number, number, string]>([
	['unicode', 0.96, 10, '█████████▋'],
	['unicode', 0.22, 10, '██▎       '],
	['unicode', 0.96, 5, '████▊'],
	['unicode', 0.61, 5, '███  '],
	['unicode', 0.18, 5, '▉    '],
	['unicode', 0.03, 5, '▏    '],
	['linux-vt', 0.96, 5, '████▒'],
	['linux-vt', 0.88, 5, '████░'],
	['linux-vt', 0.18, 5, '█    '],
	['linux-vt', 0.12, 5, '▒    '],
	['linux-vt', 0.03, 5, '░    '],
	['ascii', 0.96, 5, '====-'],
	['ascii', 0.22, 5, '=    '],
	['ascii', 0.71, 5, '===- '],
	['ascii', 0.03, 5, '-    '],
])('in %s, %d of %d cells is "%s"', (set, fraction, columns, drawn) => {
	expect(bar(fraction, columns, glyphsOf(set))).toBe(drawn);
});

const sets = ['unicode', 'linux-vt', 'ascii'] as const;

it.each(sets)('in %s is empty or full only when it truly is, and blank when unknown', set => {
	const glyphs = glyphsOf(set);
	expect(bar(0, 4, glyphs)).toBe('    ');
	expect(bar(1e-9, 4, glyphs)).not.toBe('    ');
	expect(bar(1 - 1e-9, 4, glyphs)).not.toBe(glyphs.bar.full.repeat(4));
	expect(bar(1, 4, glyphs)).toBe(glyphs.bar.full.repeat(4));
	expect(bar(undefined, 4, glyphs)).toBe('    ');
});

it.each(sets)('in %s has its width whatever the value', set => {
	fc.assert(
		fc.property(
			fc.oneof(fc.double(), fc.double({min: 0, max: 1})),
			fc.nat(40),
			(value, columns) => {
				expect(widthOf(bar(value, columns, glyphsOf(set)))).toBe(columns);
			},
		),
	);
});
