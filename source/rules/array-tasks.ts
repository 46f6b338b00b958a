/**
 * Which tasks of an array a record stands for: `3`, `5-64%2`, `0-15:4`, `1-5,11-49,51-59`, as squeue prints them
 * (https://slurm.schedmd.com/squeue.html, %i and %K); a long list is cut off there and ends in `...`.
 */
export type ArrayTasks = {
	readonly count: number;
	/** Undefined where there is no number. */
	readonly first: number | undefined;
	readonly last: number | undefined;
	/** So many may run at once; undefined: as many as there is room for. */
	readonly most: number | undefined;
	/** The list was cut off: there are more. */
	readonly isMore: boolean;
};

const mostRanges = 4096;

export function arrayTasks(task: string): ArrayTasks {
	const [list = '', most] = task.split('%', 2);
	const isMore = /\.\.\.|…/.test(list);
	const ranges = rangesOf(list);
	return {
		count: ranges.reduce((sum, {count}) => sum + count, 0),
		first: leastOf(ranges.map(({first}) => first)),
		last: mostOf(ranges.map(({last}) => last)),
		most: most !== undefined && /^\d{1,9}$/.test(most) ? Number(most) : undefined,
		isMore,
	};
}

/** How many of these tasks are among those that a record stands for. */
export function tasksAmong(task: string, numbers: ReadonlySet<number>): number {
	if (numbers.size === 0) {
		return 0;
	}

	const ranges = rangesOf(task.split('%', 1)[0] ?? '').toSorted((a, b) => a.first - b.first);
	let count = 0;
	for (const number of numbers) {
		const range = lastFrom(ranges, number);
		count += Number(range !== undefined && isInRange(number, range));
	}

	return count;
}

/** Of ranges in order, of which none reaches into another: the last that begins at this number or before. */
function lastFrom(ranges: readonly Range[], number: number): Range | undefined {
	let [low, high] = [0, ranges.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ranges[middle]?.first ?? 0) <= number) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return ranges[low - 1];
}

function isInRange(number: number, {first, last, step}: Range): boolean {
	return number >= first && number <= last && (number - first) % step === 0;
}

type Range = {
	readonly first: number;
	readonly last: number;
	readonly step: number;
	readonly count: number;
};

function rangesOf(list: string): readonly Range[] {
	return list.split(',', mostRanges).flatMap(text => rangeOf(text) ?? []);
}

function rangeOf(text: string): Range | undefined {
	const [, from = '', to, by] = /^(\d{1,9})(?:-(\d{1,9})(?::(\d{1,9}))?)?$/.exec(text) ?? [];
	if (from === '') {
		return undefined;
	}

	const first = Number(from);
	const step = Math.max(1, Number(by ?? 1));
	const count = Math.floor((Math.max(first, Number(to ?? from)) - first) / step) + 1;
	return {first, last: first + (count - 1) * step, step, count};
}

function leastOf(numbers: readonly number[]): number | undefined {
	return numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.min(a, b));
}

function mostOf(numbers: readonly number[]): number | undefined {
	return numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.max(a, b));
}
