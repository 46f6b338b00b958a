import {expect, test} from 'vitest';
import {layoutNodes} from '../../source/components/nodes-layout.ts';

const full = {nodeCount: 500, noteRows: 0, isOpen: false};

test.each([
	[24, {gap: 0, tableRows: 8, detailRows: 11}],
	[30, {gap: 1, tableRows: 9, detailRows: 14}],
	[40, {gap: 1, tableRows: 12, detailRows: 21}],
	[50, {gap: 1, tableRows: 16, detailRows: 27}],
])('the heights at %i rows are those of SCREENS', (rows, heights) => {
	expect(layoutNodes({rows, ...full})).toMatchObject(heights);
});

test('a shorter table leaves its rows to the detail', () => {
	expect(layoutNodes({rows: 24, ...full, nodeCount: 3})).toMatchObject({
		tableRows: 3,
		detailRows: 16,
	});
});

test('an open detail has the whole body', () => {
	expect(layoutNodes({rows: 24, ...full, isOpen: true}).detailRows).toBe(20);
	expect(layoutNodes({rows: 30, ...full, isOpen: true}).detailRows).toBe(25);
});
