import type {Steps} from './steps.ts';

type Made<Value> = {readonly words: readonly unknown[]; readonly value: Value};
type Place<Value> = {
	readonly next: WeakMap<object, Place<Value>>;
	/** The one that was asked for last is the first. */
	made: readonly Made<Value>[];
};

/** What is shown, and what is made ready beside it, as another order of the same jobs. */
const mostMade = 2;

/**
 * What was made of lists, as long as they are there: of those that are shown and of those that are made ready beside them.
 * Nothing is left to do where it was made before of the same lists and words, and since then of no more than one other.
 */
export function rememberSteps<Inputs extends readonly unknown[], Value>(
	make: (...inputs: Inputs) => Steps<Value>,
): (...inputs: Inputs) => Steps<Value> {
	const first: Place<Value> = {next: new WeakMap(), made: []};
	return function* (...inputs) {
		const place = placeOf(first, inputs);
		const words = inputs.filter(input => !isList(input));
		const known = place.made.find(made => words.every((word, index) => word === made.words[index]));
		const made = known ?? {words, value: yield* make(...inputs)};
		if (place.made[0] !== made) {
			place.made = [made, ...place.made.filter(one => one !== made)].slice(0, mostMade);
		}

		return made.value;
	};
}

function placeOf<Value>(first: Place<Value>, inputs: readonly unknown[]): Place<Value> {
	let place = first;
	for (const list of inputs) {
		if (isList(list)) {
			const next = place.next.get(list) ?? {next: new WeakMap(), made: []};
			place.next.set(list, next);
			place = next;
		}
	}

	return place;
}

function isList(input: unknown): input is object {
	return typeof input === 'object' && input !== null;
}
