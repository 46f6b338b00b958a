import {useState} from 'react';

/**
 * A value that is made of its own last value, such as the window of a list. `next` gives the same reference back when
 * nothing changed; React then draws once.
 */
export function useKept<Value>(next: (before: Value | undefined) => Value): Value {
	const [kept, keep] = useState<Value>(() => next(undefined));
	const current = next(kept);
	if (current !== kept) {
		keep(current);
	}

	return current;
}
