import {closest, distance} from 'fastest-levenshtein';

const longestWord = 64;
/** Shorter words become each other by two slips; in longer ones two swapped letters are two slips. */
const shortWord = 4;

/** The known word that this was meant to be, when it is near enough to one. */
export function nearest(written: string, known: readonly string[]): string | undefined {
	if (written === '' || written.length > longestWord || known.length === 0) {
		return undefined;
	}

	const guess = closest(written, known);
	const mostSlips = guess.length < shortWord ? 1 : Math.max(2, Math.floor(guess.length / 3));
	return distance(written, guess) <= mostSlips ? guess : undefined;
}
