import {frameRows} from '../domain/screen.ts';

/** How the rows of the terminal are shared among the parts of the Nodes tab (SCREENS 4, heights). */
export type NodesLayout = {
	/** A blank line under the tabs and one over the hairline; blank lines around charts from 40 rows. */
	readonly gap: 0 | 1;
	/** Of the list without its head, also while the detail has the whole body: it comes back as it was. */
	readonly tableRows: number;
	/** From the hairline on. */
	readonly detailRows: number;
	/** Rows of charts. */
	readonly chartRows: 1 | 2;
	/** Of a row of charts, under its titles. */
	readonly chartHeight: 3 | 4;
	readonly isAiry: boolean;
	/** Of the events of the node, under its facts. */
	readonly eventRows: 0 | 5;
};

type Step = {
	readonly fromRows: number;
	readonly gap: 0 | 1;
	readonly mostRows: number;
	readonly chartRows: 1 | 2;
	readonly chartHeight: 3 | 4;
	readonly isAiry: boolean;
	readonly eventRows: 0 | 5;
};

const steps: readonly [Step, ...Step[]] = [
	{
		...{fromRows: 24, gap: 0, mostRows: 8},
		...{chartRows: 1, chartHeight: 3, isAiry: false, eventRows: 0},
	},
	{
		...{fromRows: 30, gap: 1, mostRows: 9},
		...{chartRows: 1, chartHeight: 4, isAiry: false, eventRows: 0},
	},
	{
		...{fromRows: 40, gap: 1, mostRows: 12},
		...{chartRows: 2, chartHeight: 4, isAiry: true, eventRows: 0},
	},
	{
		...{fromRows: 50, gap: 1, mostRows: 16},
		...{chartRows: 2, chartHeight: 4, isAiry: true, eventRows: 5},
	},
];

const tableHeadRows = 1;
/** Between the detail and the line of speech. */
const lastGap = 1;

export type LayoutInput = {
	readonly rows: number;
	/** Of the whole rack: the panes do not move while a filter is typed. */
	readonly nodeCount: number;
	/** Lines under the list, as the hint of the first run. */
	readonly noteRows: number;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
};

/** A shorter table leaves its rows to the detail. */
export function layoutNodes({rows, nodeCount, noteRows, isOpen}: LayoutInput): NodesLayout {
	const {fromRows: _fromRows, mostRows, ...step} = stepFor(rows);
	const {gap} = step;
	const body = rows - frameRows - gap - lastGap;
	const tableRows = mostTableRows(nodeCount, mostRows);
	return {
		...step,
		tableRows,
		detailRows: Math.max(0, isOpen ? body : body - tableHeadRows - tableRows - noteRows - gap),
	};
}

/** Rows of the list without its head, whatever else is shown. */
export function tableRowsOf({rows, nodeCount}: Pick<LayoutInput, 'rows' | 'nodeCount'>): number {
	return mostTableRows(nodeCount, stepFor(rows).mostRows);
}

function mostTableRows(nodeCount: number, mostRows: number): number {
	return Math.min(Math.max(1, nodeCount), mostRows);
}

function stepFor(rows: number): Step {
	return steps.findLast(({fromRows}) => rows >= fromRows) ?? steps[0];
}
