import {expect, it} from 'vitest';
import {nearestLeft} from '../../source/rules/nearest-left.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const nearest = (name: string, left: string): string | undefined =>
	nearestLeft(names, name, one => left.includes(one));

it('the nearest is the one itself, else the one below, else the one above', () => {
	expect(nearest('c', 'abcde')).toBe('c');
	expect(nearest('c', 'abde')).toBe('d');
	expect(nearest('c', 'abe')).toBe('b');
	expect(nearest('c', 'ae')).toBe('e');
	expect(nearest('c', 'a')).toBe('a');
	expect(nearest('e', 'ad')).toBe('d');
	expect(nearest('a', 'e')).toBe('e');
});

it('where none is left there is none, and a stranger stands at the top', () => {
	expect(nearest('c', '')).toBeUndefined();
	expect(nearestLeft([], 'c', () => true)).toBeUndefined();
	expect(nearest('x', 'de')).toBe('d');
	expect(nearest('x', 'e')).toBe('e');
});
