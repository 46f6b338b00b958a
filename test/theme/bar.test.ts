import fc from 'fast-check';
import {expect, it} from 'vitest';
import {bar} from '../../source/theme/bar.ts';
import {type GlyphSet, glyphsOf} from '../../source/theme/glyphs.ts';
import {widthOf} from '../../source/theme/width.ts';

// The drawings of SCREENS 2: a table of 120 columns, one of 80, the Linux console, ascii.
it.each<readonly [GlyphSet, number, string]>([
	['unicode', 0.96, '█████████▋'],
	['unicode', 0.22, '██▎       '],
	['unicode', 0.96, '████▊'],
	['unicode', 0.61, '███  '],
	['unicode', 0.18, '▉    '],
	['unicode', 0.03, '▏    '],
	['linux-vt', 0.96, '████▒'],
	['linux-vt', 0.88, '████░'],
	['linux-vt', 0.18, '█    '],
	['linux-vt', 0.12, '▒    '],
	['linux-vt', 0.03, '░    '],
	['ascii', 0.96, '====-'],
	['ascii', 0.22, '=    '],
	['ascii', 0.71, '===- '],
	['ascii', 0.03, '-    '],
])('in %s, %d is "%s"', (set, fraction, drawn) => {
	expect(bar(fraction, drawn.length, glyphsOf(set))).toBe(drawn);
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
