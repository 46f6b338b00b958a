import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {findPattern} from '../../source/rules/find-pattern.ts';
import {searchOf} from '../../source/rules/pattern-search.ts';
import {parsePattern} from '../../source/rules/pattern-syntax.ts';

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
	])('%j in %j: %j', (pattern, text, isFound) => {
		expect(findPattern(pattern)?.(text)).toBe(isFound);
	});
});

it.each(['(', '(a', 'a)', '[a', '*', '+a', 'a**', 'a{3', '(?=a)', String.raw`\1`, '[z-a]', '\\'])(
	'%j is no pattern',
	pattern => {
		expect(findPattern(pattern)).toBeUndefined();
	},
);

it('a pattern that repeats a repetition a thousand times is refused', () => {
	expect(findPattern('((a{99}){99}){99}')).toBeUndefined();
});

it.each(['(a+)+$', '(a|a)*$', '(a*)*b', 'a*a*a*a*a*b', '(.*a){12}', '(a|aa)+$'])(
	'%s takes no longer than the text is long',
	pattern => {
		const search = findPattern(pattern);
		expect(search?.(`${'a'.repeat(20_000)}!`)).toBeTypeOf('boolean');
	},
);

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', String.raw`\d`, '1');
const pattern = fc.letrec<{all: string}>(tie => ({
	all: fc.oneof(
		{maxDepth: 3, depthSize: 'small'},
		atom,
		fc.tuple(tie('all'), tie('all')).map(([one, other]) => one + other),
		fc.tuple(tie('all'), tie('all')).map(([one, other]) => `(${one}|${other})`),
		fc
			.tuple(tie('all'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}'))
			.map(([one, sign]) => `(${one})${sign}`),
		tie('all').map(one => `(^${one})`),
		tie('all').map(one => `(${one}$)`),
	),
})).all;
const texts = fc.array(fc.constantFrom('a', 'b', '1', 'B', '-'), {maxLength: 8});

it('it finds what the expressions of JavaScript find', () => {
	fc.assert(
		fc.property(pattern, texts, (source, characters) => {
			const text = characters.join('');
			const parsed = parsePattern(source);
			const search = parsed && searchOf(parsed);
			expect(search?.(text)).toBe(new RegExp(source, 'is').test(text));
		}),
		{numRuns: 500},
	);
});
