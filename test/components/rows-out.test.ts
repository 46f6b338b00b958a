import {expect, it} from 'vitest';
import {headWithRowsOut, type RowsOut, rowsOutText} from '../../source/components/rows-out.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {type Safe, safe} from '../../source/theme/safe.ts';

const glyphs = glyphsOf('unicode');

function headAt(columns: number, out: RowsOut, last: Safe = safe`WHERE, OR WHY NOT`): string {
	const head = {pieces: [{text: safe`     NAME  `}, {text: last}]};
	return headWithRowsOut(head, out, {columns, glyphs})
		.pieces.map(({text}) => text)
		.join('');
}

it('a list says at the right edge of its heads how many of its rows are above and below', () => {
	expect(headAt(50, {above: 0, below: 10})).toBe(
		'     NAME  WHERE, OR WHY NOT            ↓ 10 more',
	);
	expect(rowsOutText({above: 3, below: 99_993}, glyphs)).toBe('↑ 3 ↓ 99,993 more');
});

it('says less where there is less room, in the end the last of the heads', () => {
	const out = {above: 3, below: 10};
	expect(headAt(40, out)).toBe('     NAME  WHERE, OR WHY NOT   ↑ 3 ↓ 10');
	expect(headAt(32, out)).toBe('     NAME  WHERE  ↑ 3 ↓ 10 more');
	expect(headAt(20, out)).toBe('     NAME  WHERE, OR WHY NOT');
	expect(headAt(20, out, safe`W`)).toBe('     NAME  W');
});

it('says nothing of a list that is seen as a whole', () => {
	expect(headAt(60, {above: 0, below: 0})).toBe('     NAME  WHERE, OR WHY NOT');
});
