import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {openWrapStream} from '../../source/cli/wrap-stream.ts';
import {clean} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';

function wrapped(pieces: readonly string[], columns: number | undefined): string {
	let out = '';
	const stream = openWrapStream(
		text => {
			out += text;
		},
		() => columns,
	);
	pieces.forEach(stream.push);
	stream.end();
	return out;
}

describe('an answer that is broken between words', () => {
	test.each([
		['fits', 'one two', 'one two'],
		['is longer', 'one two three four', 'one two\nthree four'],
		['has lines of its own', 'one\ntwo\n\nthree', 'one\ntwo\n\nthree'],
		['fills a line', 'one two sx four', 'one two sx\nfour'],
		['has an item of a list', '- one two three', '- one two\n  three'],
		['has a numbered one', '1. a bb cc dd ee', '1. a bb cc\n   dd ee'],
		['is indented', '  one two three', '  one two\n  three'],
		['has a word longer than a line', 'see http://a.example/b ok', 'see\nhttp://a.example/b\nok'],
		[
			'has code',
			'```sh\nls --all --long\n```\none two three',
			'```sh\nls --all --long\n```\none two\nthree',
		],
		['is of Han', '天地玄黄宇宙洪荒', '天地玄黄宇\n宙洪荒'],
	])('that %s', (_, text, expected) => {
		expect(wrapped([text], 10)).toBe(expected);
	});

	test('is the same however it comes in pieces', () => {
		const text = fc
			.array(
				fc.constantFrom('word', ' ', '  ', '\n', '- ', '```', 'a', '漢', 'long-long-long-word'),
			)
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(
				text,
				fc.array(fc.nat(9)),
				fc.integer({min: 5, max: 30}),
				(all, sizes, columns) => {
					const pieces: string[] = [];
					let rest = all;
					for (const size of sizes) {
						pieces.push(rest.slice(0, size));
						rest = rest.slice(size);
					}

					expect(wrapped([...pieces, rest], columns)).toBe(wrapped([all], columns));
				},
			),
		);
	});

	test('has all its words in their order, and no line that is longer, but of one word or of code', () => {
		const word = fc.stringMatching(/^[a-z]{1,9}$/);
		fc.assert(
			fc.property(fc.array(word), fc.integer({min: 10, max: 80}), (words, columns) => {
				const out = wrapped([words.join(' ')], columns);
				expect(out.split(/\s+/).filter(one => one !== '')).toEqual(words);
				for (const line of out.split('\n')) {
					expect(widthOf(clean(line))).toBeLessThanOrEqual(columns);
				}
			}),
		);
	});

	test('goes where no width is known as it came', () => {
		const text = 'one two three '.repeat(100);
		expect(wrapped([text], undefined)).toBe(text.trimEnd());
	});

	test('that is one word of ten megabytes is shown at once, and not kept', () => {
		const long = 'x'.repeat(10 * 2 ** 20);
		let shown = 0;
		const stream = openWrapStream(
			text => {
				shown += text.length;
			},
			() => 80,
		);
		stream.push(long);

		expect(shown).toBe(long.length);
	});
});
