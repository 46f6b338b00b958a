import type {Key} from '../domain/screen.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';

/** Keys and what they do (store/help-keys.ts finds them in the keymap). */
export type KeyWords = {
	readonly keys: readonly Key[];
	readonly words: string;
	/** Its hint is the first that goes where there is no room for all. */
	readonly isMinor?: true;
};

/** `↑ ↓ k j`: the keys as they are printed on a keyboard. */
export function keysText(keys: readonly Key[], separator: Safe, glyphs: Glyphs): Safe {
	return joinSafe(
		keys.map(key => keyText(key, glyphs)),
		separator,
	);
}

function keyText(key: Key, {arrows}: Glyphs): Safe {
	switch (key) {
		case 'up':
		case 'down':
		case 'left':
		case 'right':
			return arrows[key];
		default:
			return safe`${clean(key)}`;
	}
}
