import {
	frameRows,
	hasModelColumns,
	modelCells,
	roomOfModelColumns,
	shownModelNodes,
} from '../domain/screen.ts';

/** How the rows of the terminal are shared among the parts of the tab of models (SCREENS 4, heights). */
export type ModelsLayout = {
	/** Blank lines under the tabs, the figures of nodes, the table and the legend. */
	readonly gap: 0 | 1;
	/** What is free on each node; a list has none. */
	readonly topRows: 0 | 2;
	/** Of the table without its head. */
	readonly tableRows: number;
	/** From the hairline on. */
	readonly detailRows: number;
	readonly isAiry: boolean;
};

export type ModelsLayoutInput = {
	readonly rows: number;
	readonly columns: number;
	/** Of the whole shelf: the panes do not move while a filter is typed. */
	readonly rowCount: number;
	/** Rows that the table has at most. */
	readonly mostRows: number;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
};

const headRows = 1;
export const legendRows = 1;
/** Between the detail and the line of speech. */
const lastGap = 1;

/** A shorter table leaves its rows to the detail. */
export function layoutModels(input: ModelsLayoutInput): ModelsLayout {
	const {rows, isOpen} = input;
	const gap = rows < 30 ? 0 : 1;
	const topRows = shownModelNodes(input) > 0 ? 2 : 0;
	const body = rows - frameRows - gap - lastGap;
	const tableRows = modelTableRows(input);
	const top = topRows === 0 ? 0 : topRows + gap;
	const used = top + headRows + tableRows + gap + legendRows + gap;
	return {
		...{gap, topRows, tableRows, isAiry: rows >= 40},
		detailRows: Math.max(0, isOpen ? body : body - used),
	};
}

export function modelTableRows({
	rowCount,
	mostRows,
}: Pick<ModelsLayoutInput, 'rowCount' | 'mostRows'>): number {
	return Math.min(Math.max(1, rowCount), mostRows);
}

type Cells = {readonly column: number; readonly width: number};

/** Where everything of a row stands. */
export type ModelPlaces = {
	readonly name: Cells;
	readonly size: Cells;
	readonly quant: Cells | undefined;
	/** Where few nodes leave room for them. */
	readonly parameters: Cells | undefined;
	readonly context: Cells | undefined;
	readonly have: Cells;
	/** Of the first node, and how many have room; 0: it is a list. */
	readonly nodes: Cells & {readonly count: number};
};

const nameColumn = 5;
const gutter = 2;

export function placesOfModels(columns: number, nodeCount: number): ModelPlaces {
	const most = shownModelNodes({columns});
	if (most === 0) {
		return listPlaces(columns);
	}

	const hasMore = hasModelColumns({columns}, nodeCount);
	const added = hasMore ? roomOfModelColumns * modelCells.width : 0;
	const name = {column: nameColumn, width: hasMore ? 23 : 16};
	const size = {column: after(name), width: 8};
	const quant = {column: after(size), width: 6};
	const parameters = hasMore ? {column: after(quant), width: 6} : undefined;
	const context = parameters && {column: after(parameters), width: 7};
	const have = {column: after(context ?? quant), width: 6};
	return {
		...{name, size, quant, parameters, context, have},
		nodes: {
			column: modelCells.column + added,
			width: modelCells.width - gutter,
			count: hasMore ? most - roomOfModelColumns : most,
		},
	};
}

function listPlaces(columns: number): ModelPlaces {
	const name = {column: nameColumn, width: 20};
	const size = {column: after(name), width: 8};
	const have = {column: after(size), width: 6};
	const column = after(have);
	return {
		...{name, size, have, quant: undefined, parameters: undefined, context: undefined},
		nodes: {column, width: Math.max(0, columns - 1 - column), count: 0},
	};
}

function after({column, width}: Cells): number {
	return column + width + gutter;
}
