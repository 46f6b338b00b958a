import type {ShelfRow} from '../domain/model-shelf.ts';
import type {ModelSort} from '../domain/screen.ts';

const sorts: readonly ModelSort[] = ['name', 'size', 'have', 'loaded'];

/** Of the key that goes on to the next. */
export function nextModelSort(sort: ModelSort): ModelSort {
	return sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? 'name';
}

/** Rows come in the order of their names, which decides where nothing else does; what is not known comes last. */
export function orderModels<Row extends {readonly shelf: ShelfRow}>(
	rows: readonly Row[],
	sort: ModelSort,
): readonly Row[] {
	return sort === 'name'
		? rows
		: rows
				.map(row => ({row, by: measureOf(row.shelf, sort)}))
				.toSorted((one, other) => other.by - one.by)
				.map(({row}) => row);
}

function measureOf({model, have, copies}: ShelfRow, sort: Exclude<ModelSort, 'name'>): number {
	switch (sort) {
		case 'size':
			return model?.sizeBytes ?? -1;
		case 'have':
			return have;
		default:
			return [...copies.values()].filter(({loaded}) => loaded !== undefined).length;
	}
}
