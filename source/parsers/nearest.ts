import {closest, distance} from 'fastest-levenshtein';

const longestWord = 64;

/** The known word that this was meant to be, when it is near enough to one. */
export function nearest(written: string, known: readonly string[]): string | undefined {
	if (written === '' || written.length > longestWord || known.length === 0) {
		return undefined;
	}

	const guess = closest(written, known);
	return distance(written, guess) <= Math.max(1, Math.floor(guess.length / 3)) ? guess : undefined;
}
