import {frameRows, mostJobRows} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import type {State} from './state.ts';

/** Whether the keys that move scroll the detail: it has the focus, or the whole body. */
export function isJobDetailMoved({screen}: Screened): boolean {
	return screen.jobs.isOpen || screen.jobs.focus === 'detail';
}

/** No further than who draws it has told. */
export function scrollJobDetail(state: Screened, rows: number): State {
	const {detailScroll, lastDetailScroll} = state.screen.jobs;
	return withJobsScreen(state, {
		detailScroll: Math.max(0, Math.min(lastDetailScroll, detailScroll + rows)),
	});
}

/** How many of its lines have no room below the first. */
export function measureJobDetail(state: Screened, lastDetailScroll: number): State {
	const {detailScroll} = state.screen.jobs;
	return withJobsScreen(state, {
		lastDetailScroll,
		detailScroll: Math.min(detailScroll, lastDetailScroll),
	});
}

/** Rows that a page is, beside the table or in place of it. */
export function jobDetailPageRows({screen: {size, jobs}}: Screened): number {
	const body = size.rows - frameRows - 2;
	return Math.max(2, jobs.isOpen ? body : body - mostJobRows(size) - 3);
}
