import type {Steps} from './steps.ts';

type Made<Value> = {readonly inputs: readonly unknown[]; readonly value: Value};

/** What is shown, and what is made ready beside it, as another order of the same jobs. */
const mostMade = 2;

/**
 * What was made of lists, as long as the first of them is there: of those that are shown and of those that are made ready
 * beside them. Nothing is left to do where it was made before of the same inputs, and since then of no more than one other.
 *
 * It stands at the list itself, unseen. A WeakMap would do, but who clears away garbage goes over what hangs on one in one
 * go: of an order, its index and its columns that hang on each other 90 ms.
 */
export function rememberSteps<Inputs extends readonly unknown[], Value>(
	make: (...inputs: Inputs) => Steps<Value>,
): (...inputs: Inputs) => Steps<Value> {
	const mark = Symbol('made');
	return function* (...inputs) {
		const list = inputs.find(isList);
		const known = list === undefined ? noneMade : madeAt<Value>(list, mark);
		const found = known.find(made => inputs.every((input, index) => input === made.inputs[index]));
		const made = found ?? {inputs, value: yield* make(...inputs)};
		if (list !== undefined && known[0] !== made) {
			// Others may have been made meanwhile.
			const others = madeAt<Value>(list, mark).filter(one => one !== made);
			const value = [made, ...others].slice(0, mostMade);
			Object.defineProperty(list, mark, {value, writable: true, configurable: true});
		}

		return made.value;
	};
}

const noneMade: readonly never[] = [];

function madeAt<Value>(list: object, mark: symbol): readonly Made<Value>[] {
	return Reflect.get(list, mark) ?? noneMade;
}

function isList(input: unknown): input is object {
	return typeof input === 'object' && input !== null;
}
