import {closest, distance} from 'fastest-levenshtein';

const longestWord = 64;
/** Shorter words become each other by two slips. */
const shortWord = 4;

/** The known word that this was meant to be, when it is near enough to one. */
export function nearest(written: string, known: readonly string[]): string | undefined {
	if (written === '' || written.length > longestWord || known.length === 0) {
		return undefined;
	}

	const swapped = known.find(word => isSwapped(written, word));
	if (swapped !== undefined) {
		return swapped;
	}

	const guess = closest(written, known);
	const mostSlips = guess.length < shortWord ? 1 : Math.max(2, Math.floor(guess.length / 3));
	return distance(written, guess) <= mostSlips ? guess : undefined;
}

/** Two letters in each other's place: one slip of the hand, where the distance counts two. */
function isSwapped(written: string, word: string): boolean {
	return distance(written, word) === 2 && lettersOf(written) === lettersOf(word);
}

function lettersOf(word: string): string {
	return [...word].sort().join('');
}
