/** Where the cells of the grid of nodes stand: tens beside each other, as many as the terminal is wide. */
export type GridPlaces = {
	/** Cells of a name, which stands at column 5. */
	readonly nameWidth: number;
	/** The column of the first cell. */
	readonly cellsColumn: number;
	readonly cellsPerRow: number;
	/** The column after the last one of the mean. */
	readonly meanEnd: number;
};

const nameColumn = 5;
const gutter = 2;
/** A cell and the blank beside it, where the cursor has its brackets. */
export const cellPitch = 2;
export const cellsOfTen = 10;
/** Between two tens, beside the blank that each cell has. */
export const tensGap = 3;
const meanWidth = 5;

export function gridPlaces(columns: number): GridPlaces {
	const nameWidth = columns >= 200 ? 21 : columns >= 100 ? 12 : 13;
	const cellsColumn = nameColumn + nameWidth + gutter;
	const meanEnd = columns - 1;
	const tenPitch = cellsOfTen * cellPitch + tensGap;
	// After the last ten there is no gap, and after its last cell no blank.
	const room = meanEnd - meanWidth - gutter - cellsColumn + tensGap + cellPitch - 1;
	const tens = Math.max(1, Math.floor(room / tenPitch));
	return {nameWidth, cellsColumn, cellsPerRow: tens * cellsOfTen, meanEnd};
}

/** Cells of one row: nodes from `start` on, in configured order. */
export type GridRow = {
	readonly start: number;
	readonly count: number;
	/** Its nodes have another kind of name than those before them. */
	readonly startsGroup: boolean;
};

/** A new group where the name without its digits changes; every group begins a row. */
export function gridRows(names: readonly string[], cellsPerRow: number): readonly GridRow[] {
	const rows: GridRow[] = [];
	let group: string | undefined;
	for (const [index, name] of names.entries()) {
		const ownGroup = name.replaceAll(/\d+/g, '');
		const last = rows.at(-1);
		if (last === undefined || ownGroup !== group) {
			rows.push({start: index, count: 1, startsGroup: true});
		} else if (last.count === cellsPerRow) {
			rows.push({start: index, count: 1, startsGroup: false});
		} else {
			rows[rows.length - 1] = {...last, count: last.count + 1};
		}

		group = ownGroup;
	}

	return rows;
}
