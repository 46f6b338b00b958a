import type {Key} from '../domain/screen.ts';
import type {Binding} from '../rules/keys/binding.ts';

/** A line of help, or a hint: keys and what they do. */
export type KeyWords = {
	readonly keys: readonly Key[];
	readonly words: string;
	/** It is the first that goes where there is no room for all. */
	readonly isMinor?: true;
};

/** As the line of speech says it: the first of its keys. */
export function asHint({keys, words, hint = words, isMinor}: Binding): KeyWords {
	return {keys: keys.slice(0, 1), words: hint, ...(isMinor === undefined ? {} : {isMinor})};
}

/** Neighbours that say the same are one, letters before keys with names. */
export function joined(lines: readonly KeyWords[]): readonly KeyWords[] {
	const result: KeyWords[] = [];
	for (const {keys, ...line} of lines) {
		const before = result.at(-1);
		if (before?.words === line.words) {
			result[result.length - 1] = {...line, keys: lettersFirst([...before.keys, ...keys])};
		} else {
			result.push({...line, keys: lettersFirst(keys)});
		}
	}

	return result;
}

/** As people say them: `j k ↑ ↓`, but `g G` and `/ !`. */
function lettersFirst(keys: readonly Key[]): readonly Key[] {
	const letters = keys.filter(key => key.length === 1);
	const sorted = letters.every(key => /^[a-z]$/.test(key)) ? letters.toSorted() : letters;
	return [...sorted, ...keys.filter(key => key.length > 1)];
}
