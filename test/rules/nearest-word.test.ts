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

it('capitals count only where they tell words apart', () => {
	expect(meantWord('gpu-01', ['GPU-01', 'gpu-02'])).toBe('GPU-01');
	expect(meantWord('gpu-1', ['GPU-12', 'GPU-1'])).toBe('GPU-1');
	expect(meantWord('gpu', ['GPU-01', 'gpu-02'])).toBe('gpu-02');
	expect(meantWord('Gpu', ['GPU-01', 'gpu-02'])).toBeUndefined();
	expect(meantWord('GPU-1', ['gpu-1', 'Gpu-1'])).toBeUndefined();
	expect(nearestWord('gpu-0', ['GPU-01', 'GPU-02'])).toBe('GPU-01');
});
