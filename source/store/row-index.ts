/** Where the row of a job stands in a table of a hundred thousand, which is asked many times for each frame. */
import {isSameJob, type JobRef} from '../domain/job.ts';
import type {JobEntry, JobRow} from './job-row.ts';
import type {SectionIndex} from './job-sections.ts';

type Rows = readonly JobRow[];

/** Of the rows of a table: those that can be there, by their ids. */
const indices = new WeakMap<Rows, readonly SectionIndex[]>();

/** Rows that were made of these. One that was made anew, as an array with its tasks under it, is in the first of them. */
export function withIndex(rows: Rows, index: readonly SectionIndex[]): Rows {
	indices.set(rows, index);
	return rows;
}

export function indexOfRows(rows: Rows): readonly SectionIndex[] {
	return indices.get(rows) ?? [];
}

/** -1: nowhere. The first of an id is known at once; that an id is there twice, which is rare, is looked for. */
export function placeOf(rows: Rows, ref: JobRef): number {
	const index = indices.get(rows);
	if (index === undefined) {
		return rows.findIndex(row => isRowOf(row, ref));
	}

	let isOther = false;
	for (const section of index) {
		const entry = section.get(ref.id);
		// Nothing is read of the rows that are gone over, which would take a hundred times as long.
		const place = entry !== undefined && isRowOf(entry, ref) ? rows.indexOf(entry) : -1;
		if (place >= 0) {
			return place;
		}

		isOther ||= entry !== undefined && !isRowOf(entry, ref);
	}

	return isOther ? rows.findIndex(row => isRowOf(row, ref)) : -1;
}

/** The row of a job among some; undefined: it is not there. */
export function entryOf(rows: Rows, ref: JobRef): JobEntry | undefined {
	const row = rows[placeOf(rows, ref)];
	return row === undefined || row.kind === 'blank' ? undefined : row;
}

function isRowOf(row: JobRow, ref: JobRef): boolean {
	return row.kind !== 'blank' && isSameJob(row.ref, ref);
}
