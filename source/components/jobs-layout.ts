import {frameRows} from '../domain/screen.ts';

/** How the rows of the terminal are shared among the parts of the tab of jobs (SCREENS 4, heights). */
export type JobsLayout = {
	/** Blank lines under the tabs, under the line of figures and over the hairline. */
	readonly gap: 0 | 1;
	/** The line of figures, or what is said of a cluster that is silent. */
	readonly topRows: number;
	/** Of the table without its head. */
	readonly tableRows: number;
	/** From the hairline on. */
	readonly detailRows: number;
	readonly isAiry: boolean;
};

export type JobsLayoutInput = {
	readonly rows: number;
	/** Of the whole queue: the panes do not move while a filter is typed. */
	readonly rowCount: number;
	readonly topRows: number;
	/** Rows that the list has at most. */
	readonly mostRows: number;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
};

const tableHeadRows = 1;
/** Between the detail and the line of speech. */
const lastGap = 1;

/** A shorter table leaves its rows to the detail. */
export function layoutJobs(input: JobsLayoutInput): JobsLayout {
	const {rows, topRows, isOpen} = input;
	const gap = rows < 30 ? 0 : 1;
	const body = rows - frameRows - gap - lastGap;
	const tableRows = jobTableRows(input);
	const used = topRows + gap + tableHeadRows + tableRows + gap;
	return {
		...{gap, topRows, tableRows, isAiry: rows >= 40},
		detailRows: Math.max(0, isOpen ? body : body - used),
	};
}

/** What stands over the table beside its line of figures takes rows from it. */
export function jobTableRows({
	rowCount,
	topRows,
	mostRows,
}: Pick<JobsLayoutInput, 'rowCount' | 'topRows' | 'mostRows'>): number {
	return Math.min(Math.max(1, rowCount), mostRows - (topRows - 1));
}
