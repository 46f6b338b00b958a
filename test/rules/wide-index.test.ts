import {expect, it} from 'vitest';
import {createWideIndex} from '../../source/rules/wide-index.ts';

function indexOf(texts: readonly string[]) {
	const index = createWideIndex(texts.length);
	for (const [number, text] of texts.entries()) {
		index.add(text, number);
	}

	return (text: string) => index.find(text, number => texts[number] === text);
}

it('finds each of very many by its text', () => {
	const texts = Array.from({length: 20_000}, (_, index) => `${4_000_000 + index}`);
	const find = indexOf(texts);
	expect(texts.every((text, number) => find(text) === number)).toBe(true);
	expect(find('1')).toBeUndefined();
});

it('finds what an odd text names, and nothing by one that was not added', () => {
	const texts = ['', '4720_[5-64%2]', '__proto__', '🦀', 'ü'.repeat(5000)];
	const find = indexOf(texts);
	expect(texts.map(find)).toEqual([0, 1, 2, 3, 4]);
	expect(find('u')).toBeUndefined();
});

it('tells those that have the same text in the order in which they were added', () => {
	const index = createWideIndex(3);
	index.add('a', 0);
	index.add('a', 1);
	index.add('a', 2);
	expect(index.find('a', () => true)).toBe(0);
	expect(index.find('a', number => number > 0)).toBe(1);
	expect(index.find('a', number => number > 2)).toBeUndefined();
});

it('has room for none', () => {
	expect(createWideIndex(0).find('a', () => true)).toBeUndefined();
});

it('finds texts that were made to have the same hash as fast as others', () => {
	const same = collidingTexts();
	const plain = same.map((_, index) => `${index}-${'x'.repeat(44)}`);
	const cpuMs = (texts: readonly string[]): number => {
		const before = process.cpuUsage();
		const find = indexOf(texts);
		expect(texts.every((text, number) => find(text) === number)).toBe(true);
		const {user, system} = process.cpuUsage(before);
		return (user + system) / 1000;
	};
	cpuMs(plain);
	const ratios = Array.from({length: 5}, () => cpuMs(same) / cpuMs(plain));
	expect(ratios.toSorted((one, other) => one - other)[2]).toBeLessThan(6);
});

/** After those before it, FNV-1a of 32 bits is the same after either word: found by trying them out. */
const pairs = [
	['7yzx', 'e6ad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
	['33zx', 'epad'],
] as const;

/** One word of each pair, in all ways: 4,096 texts of one hash. */
function collidingTexts(): readonly string[] {
	let texts = [''];
	for (const pair of pairs) {
		texts = texts.flatMap(text => pair.map(word => text + word));
	}

	return texts;
}
