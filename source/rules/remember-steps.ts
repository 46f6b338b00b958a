import type {Steps} from './steps.ts';

/**
 * What was made of a list, as long as that list is there: of the one that is shown and of the one that is being made ready
 * beside it. Nothing is left to do where it was made before of the same inputs.
 */
export function rememberSteps<List extends object, Others extends readonly unknown[], Value>(
	make: (list: List, ...others: Others) => Steps<Value>,
): (list: List, ...others: Others) => Steps<Value> {
	const made = new WeakMap<List, {readonly others: Others; readonly value: Value}>();
	return function* (list, ...others) {
		const before = made.get(list);
		if (before !== undefined && others.every((one, index) => one === before.others[index])) {
			return before.value;
		}

		const value = yield* make(list, ...others);
		made.set(list, {others, value});
		return value;
	};
}
