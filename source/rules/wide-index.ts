/** Numbers by a text, for very many of them. */
export type WideIndex = {
	/** The first number of those that were added with this text, and maybe of others, which is the one. */
	readonly find: (text: string, isIt: (number: number) => boolean) => number | undefined;
	readonly add: (text: string, number: number) => void;
};

/** Texts of the same hash stand side by side, and who writes the texts can have them be many: beyond so many a Map holds them. */
const mostProbes = 64;

/**
 * Has room for so many from the start: a Map makes all of itself anew each time that it is full, which takes 8 ms at a
 * hundred thousand, and nobody else has a turn meanwhile. What the texts are knows who asks.
 */
export function createWideIndex(most: number): WideIndex {
	const mask = 2 ** Math.ceil(Math.log2(2 * most + 1)) - 1;
	/** The number and one; 0 is free. */
	const slots = new Uint32Array(mask + 1);
	const crowded = new Map<string, number[]>();
	return {
		find(text, isIt) {
			const first = hashOf(text);
			for (let probe = 0; probe < mostProbes; probe += 1) {
				const taken = slots[(first + probe) & mask] ?? 0;
				if (taken === 0) {
					return undefined;
				}

				if (isIt(taken - 1)) {
					return taken - 1;
				}
			}

			return crowded.get(text)?.find(isIt);
		},
		add(text, number) {
			const first = hashOf(text);
			for (let probe = 0; probe < mostProbes; probe += 1) {
				const slot = (first + probe) & mask;
				if (slots[slot] === 0) {
					slots[slot] = number + 1;
					return;
				}
			}

			const known = crowded.get(text);
			if (known === undefined) {
				crowded.set(text, [number]);
			} else {
				known.push(number);
			}
		},
	};
}

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, then mixed: of ids only the last digits differ. */
function hashOf(text: string): number {
	let value = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) {
		value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
	}

	return value ^ (value >>> 15);
}
