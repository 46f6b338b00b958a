/**
 * A long piece of work that can be left between two of its steps, each of which takes a millisecond or so: whoever has
 * keys and answers to hear does a few of them at a time (runtime/do-in-slices.ts).
 */
export type Steps<Value> = Generator<undefined, Value, undefined>;

/** So many items of a list are gone through in a step. */
export const itemsPerStep = 1000;

/** Goes through items one by one, and leaves off after each thousand. */
export function* eachInSteps<Item>(
	items: Iterable<Item>,
	take: (item: Item, index: number) => void,
): Steps<void> {
	let index = 0;
	for (const item of items) {
		take(item, index);
		index += 1;
		if (index % itemsPerStep === 0) {
			yield;
		}
	}
}

/** All of them in one go. */
export function doAll<Value>(steps: Steps<Value>): Value {
	for (;;) {
		const step = steps.next();
		if (step.done) {
			return step.value;
		}
	}
}
