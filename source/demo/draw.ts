import type {Chance} from '../domain/chance.ts';

/**
 * A number from 0 up to 1 that looks drawn and always belongs to this seed and these words: the world needs no memory
 * of what it drew. FNV-1a over the text, http://www.isthe.com/chongo/tech/comp/fnv/, then the mixer of mulberry32.
 */
export function drawn(seed: number, ...words: ReadonlyArray<string | number>): number {
	return mixed(hashOf(seed, words)) / 2 ** 32;
}

/** One of `count`, from 0. */
export function drawnIndex(count: number, seed: number, ...words: readonly string[]): number {
	return Math.floor(drawn(seed, ...words) * count);
}

/** Between `least` and `most`. */
export function drawnWithin(
	[least, most]: readonly [number, number],
	seed: number,
	...words: readonly string[]
): number {
	return least + (most - least) * drawn(seed, ...words);
}

/** So many hexadecimal digits. */
export function drawnHex(digits: number, seed: number, ...words: readonly string[]): string {
	let text = '';
	for (let part = 0; text.length < digits; part += 1) {
		text += mixed(hashOf(seed, [...words, part]))
			.toString(16)
			.padStart(8, '0');
	}

	return text.slice(0, digits);
}

/** Draws one after the other, the same for a seed: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seededChance(seed: number): Chance {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		return mixed(state) / 2 ** 32;
	};
}

function hashOf(seed: number, words: ReadonlyArray<string | number>): number {
	let value = (0x811c9dc5 ^ seed) >>> 0;
	for (const character of words.join('\u0000')) {
		value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}

	return value;
}

function mixed(value: number): number {
	let bits = Math.imul(value ^ (value >>> 15), value | 1);
	bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
	return (bits ^ (bits >>> 14)) >>> 0;
}
