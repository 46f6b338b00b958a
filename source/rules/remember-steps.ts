import type {Steps} from './steps.ts';

type Place<Value> = {
	readonly next: WeakMap<object, Place<Value>>;
	made?: {readonly words: readonly unknown[]; readonly value: Value};
};

/**
 * What was made of lists, as long as they are there: of those that are shown and of those that are made ready beside them.
 * Nothing is left to do where it was made before of the same lists, and last of the same words.
 */
export function rememberSteps<Inputs extends readonly unknown[], Value>(
	make: (...inputs: Inputs) => Steps<Value>,
): (...inputs: Inputs) => Steps<Value> {
	const first: Place<Value> = {next: new WeakMap()};
	return function* (...inputs) {
		const place = placeOf(first, inputs);
		const words = inputs.filter(input => !isList(input));
		const {made} = place;
		if (made !== undefined && words.every((word, index) => word === made.words[index])) {
			return made.value;
		}

		const value = yield* make(...inputs);
		place.made = {words, value};
		return value;
	};
}

function placeOf<Value>(first: Place<Value>, inputs: readonly unknown[]): Place<Value> {
	let place = first;
	for (const list of inputs) {
		if (isList(list)) {
			const next = place.next.get(list) ?? {next: new WeakMap()};
			place.next.set(list, next);
			place = next;
		}
	}

	return place;
}

function isList(input: unknown): input is object {
	return typeof input === 'object' && input !== null;
}
