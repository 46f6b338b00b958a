import {expect, it} from 'vitest';
import {rowsOut} from '../../source/store/rows-out.ts';

const rows = ['node', 'blank', 'heads', 'node', 'node', 'node', 'blank', 'node'].map(kind => ({
	kind,
}));

it.each([
	[0, 8, {above: 0, below: 0}],
	[0, 3, {above: 0, below: 4}],
	[2, 2, {above: 1, below: 3}],
	[4, 3, {above: 2, below: 1}],
	[5, 9, {above: 3, below: 0}],
])('from row %i on %i rows leave %j, blank lines and heads not counted', (top, height, out) => {
	expect(rowsOut(rows, {top, rows: height})).toEqual(out);
});
