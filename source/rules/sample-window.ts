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
	// Plain loops: this runs a dozen times for every sample of every node.
	const sorted: number[] = [];
	for (const figures of window) {
		const value = figure(figures);
		if (value !== undefined) {
			insertInOrder(sorted, value);
		}
	}

	const upper = sorted[sorted.length >> 1];
	const lower = sorted[(sorted.length - 1) >> 1];
	return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

function insertInOrder(sorted: number[], value: number): void {
	let position = sorted.length;
	for (; position > 0 && (sorted[position - 1] ?? value) > value; position -= 1) {
		sorted[position] = sorted[position - 1] ?? value;
	}

	sorted[position] = value;
}

/** The largest of some figures; undefined when none is known. */
export function largestOf(values: ReadonlyArray<number | undefined>): number | undefined {
	let largest: number | undefined;
	for (const value of values) {
		if (value !== undefined && (largest === undefined || value > largest)) {
			largest = value;
		}
	}

	return largest;
}
