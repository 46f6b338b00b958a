import {expect, it} from 'vitest';
import {meantWord, nearestWord} from '../../source/rules/nearest-word.ts';

const known = ['theme', 'table', 'node', 'nodes'];

it('the nearest word is the one that was begun, else the one that is the fewest slips away', () => {
	expect(nearestWord('them', known)).toBe('theme');
	expect(nearestWord('thmee', known)).toBe('theme');
	expect(nearestWord('tabel', known)).toBe('table');
	expect(nearestWord('noods', known)).toBe('node');
	expect(nearestWord('xyzzy', known)).toBeUndefined();
	expect(nearestWord('', known)).toBeUndefined();
	expect(nearestWord('a', [])).toBeUndefined();
	expect(nearestWord('t'.repeat(1_000_000), known)).toBeUndefined();
});

it('a word is meant when it is whole, or when it is the only one that begins so', () => {
	expect(meantWord('node', known)).toBe('node');
	expect(meantWord('th', known)).toBe('theme');
	expect(meantWord('t', known)).toBeUndefined();
	expect(meantWord('', ['one'])).toBeUndefined();
});
