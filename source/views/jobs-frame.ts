import {type JobsLayout, jobTableRows, layoutJobs} from '../components/jobs-layout.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {isTooSmall, mostJobRows} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import {allRows, placeOfRow, rowUnderCursor, shownRows} from '../store/job-rows.ts';
import {type JobsTold, jobsTold} from '../store/jobs-told.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';

/** The line of figures; a hairline, what is wrong and the next try. */
const summaryRows = 1;
const troubleRows = 3;

/** How the body of the tab of jobs is shared out: for whoever draws it, and whoever asks what is at a place. */
export function jobsFrame(state: State, {size, jobs}: ScreenState): JobsLayout {
	return layoutJobs({rows: size.rows, ...listRows(state, size), isOpen: jobs.isOpen});
}

function listRows(state: State, size: ScreenState['size']) {
	return {
		rowCount: allRows(state).length,
		topRows: topRowsOf(jobsTold(state)),
		mostRows: mostJobRows(size),
	};
}

export function topRowsOf(told: JobsTold): number {
	return told.kind === 'told' && told.trouble !== undefined ? troubleRows : summaryRows;
}

/**
 * The first row of the jobs that is on screen. For a component that stays while they are away: what comes back is the same
 * picture.
 */
export function useJobsTop(state: State, screen: ScreenState): number {
	return useKept<ScrollWindow>(before => jobsWindow(state, screen, before)).top;
}

const atFirst: ScrollWindow = {top: 0, cursor: undefined, index: -1};

function jobsWindow(
	state: State,
	{size, tab, jobs}: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	if (isTooSmall(size) || tab !== 'jobs') {
		return before ?? atFirst;
	}

	const under = rowUnderCursor(state);
	const rows = jobTableRows(listRows(state, size));
	const cursor =
		jobs.cursor === undefined || under === undefined
			? 'first'
			: `${under.ref.id} ${under.ref.submittedAtMs}`;
	const count = shownRows(state).length;
	return scrollWindow({count, rows, cursor, index: placeOfRow(state, under)}, before);
}
