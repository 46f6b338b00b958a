import {mostArrays} from '../rules/wanted-questions.ts';
import type {JobEntry, JobRow} from './job-row.ts';
import {placeOfRow, rowUnderCursor, shownRows} from './job-rows.ts';
import type {State} from './state.ts';

/**
 * The arrays that are unfolded, and of which a row may be on the screen: the one that the cursor is on first. How far the
 * table is scrolled only its view knows; the cursor is always in it.
 */
export function seenArrays(state: State): readonly string[] {
	const {screen} = state;
	if (screen === undefined || screen.jobs.unfolded.length === 0) {
		return [];
	}

	const under = rowUnderCursor(state);
	const place = Math.max(0, placeOfRow(state, under));
	const {rows} = screen.size;
	const near = shownRows(state).slice(Math.max(0, place - rows), place + rows);
	const seen = new Set([...(under === undefined ? [] : [under]), ...near].flatMap(arrayOf));
	return [...seen].filter(array => screen.jobs.unfolded.includes(array)).slice(0, mostArrays);
}

function arrayOf(row: JobRow): readonly string[] {
	return row.kind === 'blank' ? [] : [idOf(row)];
}

function idOf({kind, ref, job}: JobEntry): string {
	return kind === 'array' ? ref.id : (job.array?.id ?? '');
}
