import {expect, it} from 'vitest';
import {rowsOut} from '../../source/store/rows-out.ts';

const rows = ['node', 'blank', 'heads', 'node', 'node', 'node', 'blank', 'node'].map(kind => ({
	kind,
}));

it.each([
	[0, 8, 0, 0],
	[0, 3, 0, 4],
	[2, 2, 1, 3],
	[4, 3, 2, 1],
	[5, 9, 3, 0],
])(
	'from row %i on %i rows leave %i above and %i below, blank lines and heads not counted',
	(top, height, above, below) => {
		expect(rowsOut(rows, {top, rows: height})).toEqual({above, below});
	},
);
