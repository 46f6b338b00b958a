import type {Key} from '../domain/screen.ts';

/** A line of help, or a hint: keys and what they do. */
export type KeyWords = {
	readonly keys: readonly Key[];
	readonly words: string;
	/** It is the first that goes where there is no room for all. */
	readonly isMinor?: true;
};

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

function lettersFirst(keys: readonly Key[]): readonly Key[] {
	return keys.toSorted((one, other) => Number(one.length > 1) - Number(other.length > 1));
}
