import {eachInSteps, itemsPerStep, type Steps} from './steps.ts';

/** In order; those that are alike stay as they stood. */
export function* sortInSteps<Item>(
	items: readonly Item[],
	compare: (one: Item, other: Item) => number,
): Steps<readonly Item[]> {
	const order = yield* orderInSteps(items.length, (one, other) => {
		const [first, second] = [items[one], items[other]];
		return first === undefined || second === undefined ? 0 : compare(first, second);
	});
	return yield* inOrder(items, order);
}

/** The items in an order of their places. */
export function* inOrder<Item>(items: readonly Item[], order: Uint32Array): Steps<readonly Item[]> {
	const sorted: Item[] = [];
	yield* eachInSteps(order, place => {
		const item = items[place];
		if (item !== undefined) {
			sorted.push(item);
		}
	});
	return sorted;
}

type Compare = (one: number, other: number) => number;

/**
 * The places of so many in their order; those that are alike stay as they stood. Pieces are sorted each by itself, and
 * then joined two by two. Nothing is made but two lists of numbers: what a hundred thousand objects cost is to be cleared
 * away later, in a turn that nobody chose.
 */
export function* orderInSteps(count: number, compare: Compare): Steps<Uint32Array> {
	let from = new Uint32Array(count);
	for (let place = 0; place < count; place += 1) {
		from[place] = place;
	}

	for (let at = 0; at < count; at += itemsPerStep) {
		from.subarray(at, at + itemsPerStep).sort((one, other) => compare(one, other) || one - other);
		yield;
	}

	let to = new Uint32Array(count);
	for (let width = itemsPerStep; width < count; width *= 2) {
		for (let at = 0; at < count; at += 2 * width) {
			const end = Math.min(at + 2 * width, count);
			yield* joinInSteps({from, to, at, middle: Math.min(at + width, end), end}, compare);
		}

		[from, to] = [to, from];
	}

	return from;
}

type Join = {
	readonly from: Uint32Array;
	readonly to: Uint32Array;
	readonly at: number;
	/** Where the second piece begins. */
	readonly middle: number;
	readonly end: number;
};

/** Where no item of the second belongs before one of the first nothing more is compared. */
function* joinInSteps({from, to, at, middle, end}: Join, compare: Compare): Steps<void> {
	const isBefore = (second: number, first: number): boolean =>
		compare(from[second] ?? 0, from[first] ?? 0) < 0;
	if (middle === end || !isBefore(middle, middle - 1)) {
		to.set(from.subarray(at, end), at);
		yield;
		return;
	}

	let first = at;
	let second = middle;
	for (let next = at; next < end; next += 1) {
		const isSecond = first === middle || (second < end && isBefore(second, first));
		to[next] = from[isSecond ? second : first] ?? 0;
		second += isSecond ? 1 : 0;
		first += isSecond ? 0 : 1;
		if (next % itemsPerStep === 0) {
			yield;
		}
	}
}
