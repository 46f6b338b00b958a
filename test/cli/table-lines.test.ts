import {expect, test} from 'vitest';
import {tableLines} from '../../source/cli/table-lines.ts';
import {clean, safe} from '../../source/theme/safe.ts';

const columns = [
	{head: safe`NAME`},
	{head: safe`SIZE`, align: 'right'} as const,
	{head: safe`WHERE`},
];
const cells = (...texts: readonly string[]) => texts.map(text => clean(text));

test('words begin at the left, numbers end at the right, also beside wide characters', () => {
	const rows = [cells('模型', '9 MiB', 'here'), cells('a-long-name', '12 GiB', '')];
	expect(tableLines(columns, rows, undefined)).toEqual([
		'NAME           SIZE  WHERE',
		'模型          9 MiB  here',
		'a-long-name  12 GiB',
	]);
});

test('what is long in the last column goes on under itself on a terminal, and stays one line in a file', () => {
	const long = 'one, two, three, four, five, six, seven, eight';
	expect(tableLines(columns, [cells('a', '1', long)], 50)).toEqual([
		'NAME  SIZE  WHERE',
		'a        1  one, two, three, four, five, six,',
		'            seven, eight',
	]);
	expect(tableLines(columns, [cells('a', '1', long)], undefined)[1]).toBe(`a        1  ${long}`);
});
