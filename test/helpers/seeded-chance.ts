import type {Chance} from '../../source/domain/chance.ts';

/** Numbers that look drawn and are the same for a seed: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seededChance(seed: number): Chance {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let value = Math.imul(state ^ (state >>> 15), state | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
	};
}
