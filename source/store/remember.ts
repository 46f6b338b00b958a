/**
 * A function that gives its last value again while its inputs are the same by reference: the screen asks many times for
 * what changes once a poll.
 */
export function remember<Inputs extends readonly unknown[], Value>(
	make: (...inputs: Inputs) => Value,
): (...inputs: Inputs) => Value {
	let last: {readonly inputs: Inputs; readonly value: Value} | undefined;
	return (...inputs) => {
		if (last === undefined || inputs.some((input, index) => input !== last?.inputs[index])) {
			last = {inputs, value: make(...inputs)};
		}

		return last.value;
	};
}
