import type {NodeFigures} from '../domain/node-figures.ts';

/** The last figures of a node, oldest first: 10 s at the default interval. */
export type SampleWindow = readonly NodeFigures[];

const windowLength = 5;

export function extendWindow(window: SampleWindow, figures: NodeFigures): SampleWindow {
	return [...window.slice(1 - windowLength), figures];
}

/** The median of a figure over the samples that have it: one spike decides nothing. */
export function medianOf(
	window: SampleWindow,
	figure: (figures: NodeFigures) => number | undefined,
): number | undefined {
	const values = window
		.map(figure)
		.filter(value => value !== undefined)
		.sort((one, other) => one - other);
	const upper = values[Math.floor(values.length / 2)];
	const lower = values[Math.floor((values.length - 1) / 2)];
	return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

/** The largest of some figures; undefined when none is known. */
export function largestOf(values: ReadonlyArray<number | undefined>): number | undefined {
	return values.reduce(
		(largest, value) =>
			value === undefined || (largest !== undefined && largest >= value) ? largest : value,
		undefined,
	);
}
