/** The first place of `from` to `end` at which it holds, where it holds from some place on; else `end`. */
export function firstPlace(from: number, end: number, holds: (place: number) => boolean): number {
	let low = from;
	let high = end;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (holds(middle)) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}

	return low;
}
