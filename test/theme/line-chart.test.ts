import {describe, expect, test} from 'vitest';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {lineChart} from '../../source/theme/line-chart.ts';

const {chartLine: light} = glyphsOf('linux-vt');
const {chartLine: plain} = glyphsOf('ascii');

function drawn(
	values: ReadonlyArray<number | undefined>,
	columns: number,
	strokes = light,
): readonly string[] {
	const slots = values.map(value => (value === undefined ? undefined : {low: 0, high: value}));
	return strokes === undefined ? [] : lineChart(slots, {columns, rows: 3}, strokes);
}

describe('a chart of strokes', () => {
	test('turns where the value does, as SCREENS draws it', () => {
		expect(drawn([0, 0, 0.5, 0, 1, 1, 0.5], 8)).toEqual(['     ┌─┐', '   ┌┐│ └', ' ──┘└┘  ']);
		expect(drawn([0, 0, 0.5, 0, 1, 1, 0.5], 8, plain)).toEqual([
			'     .-.',
			"   ..| '",
			" --'''  ",
		]);
	});

	test('leaves a hole where nothing was known, and joins nothing over it', () => {
		expect(drawn([1, undefined, 0], 4)).toEqual([' ─  ', '    ', '   ─']);
	});

	test('keeps what is beyond its scale at its edge', () => {
		expect(drawn([9, -9], 2)).toEqual(['─┐', ' │', ' └']);
	});
});
