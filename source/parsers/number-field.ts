const longestCounter = 20;
/** The character 0. */
const zero = 48;

/**
 * Numbers as the kernel prints them: decimal digits, never a sign, never an exponent. Anything else is undefined.
 * A 64-bit counter has at most 20 digits; above 2^53 a Number drops the last ones, which a rate over seconds never
 * shows, so such a value is kept and not refused.
 */
export function parseCounter(field: string | undefined): number | undefined {
	if (field === undefined || field === '' || field.length > longestCounter) {
		return undefined;
	}

	let value = 0;
	for (let index = 0; index < field.length; index += 1) {
		const digit = field.charCodeAt(index) - zero;
		if (digit < 0 || digit > 9) {
			return undefined;
		}

		value = value * 10 + digit;
	}

	// Beyond 2^53 the sum above rounds at each digit.
	return Number.isSafeInteger(value) ? value : Number(field);
}

/** Digits with an optional fraction: `0.08`, `11932.58`. */
export function parseDecimal(field: string | undefined): number | undefined {
	return field !== undefined && /^\d{1,20}(?:\.\d{1,20})?$/.test(field) ? Number(field) : undefined;
}

/** All of the fields as counters; undefined when one of them is none. */
export function parseCounters(fields: readonly string[]): readonly number[] | undefined {
	const counters: number[] = [];
	for (const field of fields) {
		const counter = parseCounter(field);
		if (counter === undefined) {
			return undefined;
		}

		counters.push(counter);
	}

	return counters;
}
