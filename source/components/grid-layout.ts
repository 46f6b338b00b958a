import {frameRows} from '../domain/screen.ts';

/** How the rows of the terminal are shared among the parts of the grid of nodes. */
export type GridLayout = {
	readonly gap: 0 | 1;
	/** A blank line under the head and one between groups. */
	readonly isAiry: boolean;
	/** Of the head and of all cells that are on screen. */
	readonly headRows: 1 | 2;
	readonly gridRows: number;
	/** Of what needs a hand, without its head. */
	readonly problemRows: number;
	/** From the hairline on. */
	readonly detailRows: number;
};

/** Rows of what needs a hand, by the height of the terminal: the panes do not move while nodes come and go there. */
const problemSteps: readonly {readonly fromRows: number; readonly rows: number}[] = [
	{fromRows: 50, rows: 8},
	{fromRows: 40, rows: 6},
	{fromRows: 30, rows: 4},
	{fromRows: 0, rows: 3},
];

const problemHeadRows = 1;
/** Its hairline, the label and a line of figures. */
const shortDetailRows = 3;
/** Between the detail and the line of speech. */
const lastGap = 1;

export type GridLayoutInput = {
	readonly rows: number;
	/** Of cells, for the whole rack. */
	readonly cellRows: number;
	readonly groups: number;
	readonly nodeCount: number;
};

/** A shorter grid leaves its rows to the detail; a longer one scrolls. */
export function layoutGrid({rows, cellRows, groups, nodeCount}: GridLayoutInput): GridLayout {
	const gap = rows < 30 ? 0 : 1;
	const isAiry = rows >= 40;
	const headRows = isAiry ? 2 : 1;
	const mostProblems = problemSteps.find(({fromRows}) => rows >= fromRows)?.rows ?? 0;
	const problemRows = Math.min(Math.max(1, nodeCount), mostProblems);
	const others = headRows + gap + problemHeadRows + problemRows + gap;
	const room = rows - frameRows - gap - lastGap - others;
	const wanted = cellRows + (isAiry ? Math.max(0, groups - 1) : 0);
	const gridRows = Math.max(1, Math.min(wanted, room - shortDetailRows));
	return {gap, isAiry, headRows, gridRows, problemRows, detailRows: Math.max(0, room - gridRows)};
}
