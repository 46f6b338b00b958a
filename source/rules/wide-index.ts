/** Numbers by a text, for very many of them. */
export type WideIndex = {
	/** The first number of those that were added with this text, and maybe of others, which is the one. */
	readonly find: (text: string, isIt: (number: number) => boolean) => number | undefined;
	readonly add: (text: string, number: number) => void;
};

/**
 * Has room for so many from the start: a Map makes all of itself anew each time that it is full, which takes 8 ms at a
 * hundred thousand, and nobody else has a turn meanwhile. What the texts are knows who asks.
 */
export function createWideIndex(most: number): WideIndex {
	const mask = 2 ** Math.ceil(Math.log2(2 * most + 1)) - 1;
	/** The number and one; 0 is free. */
	const slots = new Uint32Array(mask + 1);
	return {
		find(text, isIt) {
			for (let slot = hashOf(text) & mask; ; slot = (slot + 1) & mask) {
				const taken = slots[slot] ?? 0;
				if (taken === 0) {
					return undefined;
				}

				if (isIt(taken - 1)) {
					return taken - 1;
				}
			}
		},
		add(text, number) {
			let slot = hashOf(text) & mask;
			while (slots[slot] !== 0) {
				slot = (slot + 1) & mask;
			}

			slots[slot] = number + 1;
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
