import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {rangesOf} from '../../source/rules/pattern-ranges.ts';
import {parsePattern} from '../../source/rules/pattern-syntax.ts';
import {anyPattern, anyText} from '../helpers/any-pattern.ts';

function rangesIn(source: string, text: string): ReadonlyArray<readonly [number, number]> {
	const pattern = parsePattern(source);
	const find = pattern && rangesOf(pattern);
	return (find?.(text) ?? []).map(({start, end}) => [start, end]);
}

function found(source: string, text: string): readonly string[] {
	return rangesIn(source, text).map(([start, end]) => text.slice(start, end));
}

describe('what a pattern matches', () => {
	it.each([
		['step 18[0-9]+', 'step 18400 step 9 STEP 185', ['step 18400', 'STEP 185']],
		['a|ab|abc', 'abcab', ['abc', 'ab']],
		['(a|b)*c', 'xabcabac', ['abc', 'abac']],
		['^a+', 'aaba', ['aa']],
		['a+$', 'aabaa', ['aa']],
		['^$', '', ['']],
		['a*', 'baa', ['', 'aa', '']],
		['$^', 'a', []],
		['loss', 'nothing', []],
		['日+', 'x日日y', ['日日']],
		[String.raw`\bin\b`, 'in main, in_x in', ['in', 'in']],
		[String.raw`\b`, 'a-b', ['', '', '', '']],
		[String.raw`\Bn`, 'n in', ['n']],
		['[^ ]+', '10% █▎ done', ['10%', '█▎', 'done']],
	])('%j in %j: %j', (source, text, texts) => {
		expect(found(source, text)).toEqual(texts);
	});

	it('begins where the expressions of JavaScript find it first, and is no shorter', () => {
		fc.assert(
			fc.property(anyPattern, anyText, (source, text) => {
				const [first] = rangesIn(source, text);
				const theirs = new RegExp(source, 'is').exec(text);
				expect(first?.[0]).toBe(theirs?.index);
				const theirEnd = theirs === null ? 0 : theirs.index + theirs[0].length;
				expect(first?.[1] ?? 0).toBeGreaterThanOrEqual(theirEnd);
			}),
			{numRuns: 1000},
		);
	});

	it('is in each of its ranges, and these do not overlap', () => {
		fc.assert(
			fc.property(anyPattern, anyText, (source, text) => {
				let end = 0;
				for (const [start, until] of rangesIn(source, text)) {
					expect(start).toBeGreaterThanOrEqual(end);
					const part = new RegExp(`^(?:${source})$`, 'is');
					const isAnchored = /[$^]|\\b/i.test(source.replaceAll('[^', ''));
					expect(isAnchored || part.test(text.slice(start, until))).toBe(true);
					end = until;
				}
			}),
			{numRuns: 500},
		);
	});
});

it('no more of them are looked for than are wanted', () => {
	const pattern = parsePattern('a');
	expect((pattern && rangesOf(pattern))?.('bababa', 2)).toEqual([
		{start: 1, end: 2},
		{start: 3, end: 4},
	]);
});

describe('however bad a pattern is', () => {
	/** As many times as looking for something harmless in it takes: no clock, for machines differ. */
	function timesHarmless(source: string, text: string): number {
		const bad = secondsOf(source, text);
		return bad / secondsOf('nowhere', text);
	}

	/** The least of some, each with all that has to be worked out anew. */
	function secondsOf(source: string, text: string): number {
		return Math.min(
			...Array.from({length: 5}, () => {
				const begun = performance.now();
				rangesIn(source, text);
				return performance.now() - begun;
			}),
		);
	}

	it.each(['(a+)+$', '(a|a)*$', '(a*)*b', '(.*a){12}', '(a|aa)+$', 'a*a*a*a*a*b', 'a|a.*b'])(
		'%s takes some times as long as a harmless one, not the square',
		source => {
			expect(timesHarmless(source, `${'a'.repeat(10_000)}!`)).toBeLessThan(500);
		},
	);

	it('a line of a megabyte is no other', () => {
		expect(timesHarmless('(a+)+$', `${'a'.repeat(1_000_000)}!`)).toBeLessThan(500);
	});
});
