import {expect, it} from 'vitest';
import {searchProblem, textSearch} from '../../source/rules/text-search.ts';

it('a search finds lines, and where in them', () => {
	const search = textSearch('loss [0-9.]+');
	expect(search?.isIn('step 3 Loss 1.9')).toBe(true);
	expect(search?.rangesIn('step 3 Loss 1.9 x')).toEqual([{start: 7, end: 15}]);
	expect(search?.isIn('loss nan')).toBe(false);
});

it('what is no pattern is said, with one that finds what was typed', () => {
	expect(searchProblem('loss [0-9]')).toBeUndefined();
	expect(textSearch('f(x')).toBeUndefined();
	expect(searchProblem('f(x')).toBe(String.raw`Not a pattern: f(x. Try f\(x`);
	expect(searchProblem(String.raw`f\(x`)).toBeUndefined();
});

it.each([
	['loss(?= nan)', '(?='],
	['(?<!no )error', '(?<!'],
	[String.raw`(a)\1`, String.raw`\1`],
])('of %s is said what of it is not supported', (search, needed) => {
	expect(searchProblem(search)).toBe(`${needed} is not supported: no looking back or ahead.`);
});
