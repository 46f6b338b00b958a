import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {findPattern} from '../../source/rules/find-pattern.ts';
import {searchOf} from '../../source/rules/pattern-search.ts';
import {parsePattern} from '../../source/rules/pattern-syntax.ts';
import {anyPattern, anyText} from '../helpers/any-pattern.ts';
import {leastCpuMs} from '../helpers/least-cpu.ts';

describe('a pattern finds', () => {
	it.each([
		['train', 'my-TRAIN-1', true],
		['^train', 'my-train', false],
		['llm$', 'train-llm', true],
		['llm$', 'train-llm-2', false],
		['t.*m', 'train-llm', true],
		['[0-9]{3}', 'job-41', false],
		['[0-9]{2,}', 'job-41', true],
		['[^a-z]', 'abc', false],
		['(fold|blast)-(nt|x)', 'blast-nt', true],
		[String.raw`\d+\.\w`, 'v2.a', true],
		[String.raw`a\+b`, 'a+b', true],
		['ä', 'BÄR', true],
		['', 'anything', true],
		['$^', 'a', false],
		[String.raw`\berror\b`, 'an Error: 3', true],
		[String.raw`\berror\b`, 'errors, terror', false],
		[String.raw`\Berror`, 'terror', true],
		[String.raw`a(\b|\B)`, 'ab', true],
	])('%j in %j: %j', (pattern, text, isFound) => {
		expect(findPattern(pattern)?.(text)).toBe(isFound);
	});
});

it.each([
	'(',
	'(a',
	'a)',
	'[a',
	'*',
	'+a',
	'a**',
	'a{3',
	'(?=a)',
	'(?<!a)b',
	String.raw`\1`,
	String.raw`[\b]`,
	'[z-a]',
	'\\',
])('%j is no pattern', pattern => {
	expect(findPattern(pattern)).toBeUndefined();
});

it('a pattern that repeats a repetition a thousand times is refused', () => {
	expect(findPattern('((a{99}){99}){99}')).toBeUndefined();
});

it.each([
	'(a+)+$',
	'(a|a)*$',
	'(a*)*b',
	'a*a*a*a*a*b',
	'(.*a){12}',
	'(a|aa)+$',
	String.raw`(\ba+\b ?)+$`,
])('%s takes no longer than the text is long', pattern => {
	const search = findPattern(pattern);
	expect(search?.(`${'a'.repeat(20_000)}!`)).toBeTypeOf('boolean');
});

it('it finds what the expressions of JavaScript find, whichever way it is looked for', () => {
	fc.assert(
		fc.property(anyPattern, anyText, (source, text) => {
			const parsed = parsePattern(source);
			const search = parsed && searchOf(parsed);
			const isFound = new RegExp(source, 'is').test(text);
			expect(search?.(text)).toBe(isFound);
			expect(findPattern(source)?.(text)).toBe(isFound);
		}),
		{numRuns: 500},
	);
});

it('ways that lead to the same place do not multiply', () => {
	const search = findPattern(`${'(a|a)'.repeat(40)}b`);
	expect(search?.('a'.repeat(190))).toBe(false);
});

it.each(['a{64}a{64}a{64}b', 'a{0,7}a{57}b'])(
	'%s, which each place of a long line begins anew, is not given to the engine of JavaScript',
	pattern => {
		const search = findPattern(pattern);
		const line = 'a'.repeat(65_536);
		expect(search?.(line)).toBe(false);
		expect(leastCpuMs(() => search?.(line), 8)).toBeLessThan(75);
	},
);
