import {eachInSteps, itemsPerStep, type Steps} from './steps.ts';

type Compare<Item> = (one: Item, other: Item) => number;

/** In order; those that are alike stay as they stood. Pieces are sorted each by itself, and then joined two by two. */
export function* sortInSteps<Item>(
	items: readonly Item[],
	compare: Compare<Item>,
): Steps<readonly Item[]> {
	let pieces: (readonly Item[])[] = [];
	for (let at = 0; at < items.length; at += itemsPerStep) {
		pieces.push(items.slice(at, at + itemsPerStep).sort(compare));
		yield;
	}

	while (pieces.length > 1) {
		const joined: (readonly Item[])[] = [];
		for (let at = 0; at < pieces.length; at += 2) {
			joined.push(yield* joinInSteps(pieces[at] ?? [], pieces[at + 1] ?? [], compare));
		}

		pieces = joined;
	}

	return pieces[0] ?? [];
}

/** Where no item of the second belongs before one of the first nothing is compared. */
function* joinInSteps<Item>(
	first: readonly Item[],
	second: readonly Item[],
	compare: Compare<Item>,
): Steps<readonly Item[]> {
	const joined: Item[] = [];
	let other = 0;
	for (const one of first) {
		for (let next = second[other]; next !== undefined; next = second[other]) {
			if (compare(next, one) >= 0) {
				break;
			}

			other += 1;
			joined.push(next);
		}

		joined.push(one);
		if (joined.length % itemsPerStep === 0) {
			yield;
		}
	}

	yield;
	yield* eachInSteps(second.slice(other), item => {
		joined.push(item);
	});
	return joined;
}
