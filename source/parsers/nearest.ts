import {closest, distance} from 'fastest-levenshtein';

const longestWord = 64;
/** Shorter words become each other by two slips. */
const shortWord = 4;

/** The known word that this was meant to be, when it is near enough to one. */
export function nearest(written: string, known: readonly string[]): string | undefined {
	if (written === '' || written.length > longestWord || known.length === 0) {
		return undefined;
	}

	const guess = closest(written, known);
	const slips = distance(written, guess);
	const swapped = slips < 2 ? undefined : known.find(word => isSwapped(written, word));
	const mostSlips = guess.length < shortWord ? 1 : Math.max(2, Math.floor(guess.length / 3));
	return swapped ?? (slips <= mostSlips ? guess : undefined);
}

/** Two letters in each other's place: one slip of the hand, where the distance counts two. */
function isSwapped(written: string, word: string): boolean {
	const places = [...Array(written.length).keys()].filter(place => written[place] !== word[place]);
	const [first = 0, second = 0] = places;
	return (
		written.length === word.length &&
		places.length === 2 &&
		written[first] === word[second] &&
		written[second] === word[first]
	);
}
