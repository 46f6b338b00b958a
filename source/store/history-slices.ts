import type {HistoryPoint} from './rings.ts';

/** What was known in one slice of time; undefined: nothing. */
export type HistorySlice = {readonly low: number; readonly high: number} | undefined;

export type SlicedTime = {
	/** Up to now. */
	readonly spanMs: number;
	readonly count: number;
};

/** Of a poll that was late the value before is still believed. */
const latePolls = 2.5;

/**
 * A history in equal slices, the oldest first. A slice keeps its bounds while time goes on, so that a picture of them
 * moves by whole slices and only the newest of them changes. A slice between two values has the earlier of them, unless they are further apart than points were
 * when they were written: then it is a hole.
 */
export function historySlices(
	points: readonly HistoryPoint[],
	{spanMs, count}: SlicedTime,
): readonly HistorySlice[] {
	const slices = new Array<HistorySlice>(count).fill(undefined);
	const last = points.at(-1);
	const widthMs = spanMs / count;
	const endSlice = last === undefined ? 0 : Math.floor(last.atMs / widthMs) + 1;
	let before: Known | undefined;
	for (const {atMs, value, spacingMs} of points) {
		if (value === undefined) {
			before = undefined;
			continue;
		}

		const index = Math.floor(atMs / widthMs) - endSlice + count;
		// Where the interval changes, either side may be the slower one.
		const longestGapMs = Math.max(spacingMs, before?.spacingMs ?? 0) * latePolls;
		if (before !== undefined && atMs - before.atMs <= longestGapMs) {
			slices.fill(
				{low: before.value, high: before.value},
				Math.max(0, before.index + 1),
				Math.max(0, index),
			);
		}

		if (index >= 0) {
			const slice = slices[index] ?? {low: value, high: value};
			slices[index] = {low: Math.min(slice.low, value), high: Math.max(slice.high, value)};
		}

		before = {atMs, value, spacingMs, index};
	}

	return slices;
}

type Known = {
	readonly atMs: number;
	readonly value: number;
	readonly spacingMs: number;
	readonly index: number;
};
