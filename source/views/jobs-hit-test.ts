import {jobSortAt} from '../components/job-columns.ts';
import type {ClickTarget, WheelTarget} from '../domain/screen.ts';
import {shownRows} from '../store/job-rows.ts';
import {jobsTold} from '../store/jobs-told.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {jobsFrame} from './jobs-frame.ts';
import {placesOfJobs} from './jobs-table.ts';

type DrawnJobs = {readonly state: State; readonly screen: ScreenState; readonly jobsTop: number};

/** What a click in the body of the tab of jobs means, its rows counted from the first of the body; undefined: nothing. */
export function jobsTarget(
	{row, column}: {readonly row: number; readonly column: number},
	{state, screen, jobsTop}: DrawnJobs,
): ClickTarget | undefined {
	const {isOpen, view} = screen.jobs;
	if (isOpen || view !== 'queue' || screen.log !== undefined || jobsTold(state).kind !== 'told') {
		return undefined;
	}

	const {gap, topRows, tableRows} = jobsFrame(state, screen);
	const line = row - gap - topRows - gap - 1;
	if (line === -1) {
		const sort = jobSortAt(placesOfJobs(state, screen), column);
		return sort && {kind: 'jobHead', sort};
	}

	const job = line >= 0 && line < tableRows ? shownRows(state)[jobsTop + line] : undefined;
	return job === undefined || job.kind === 'blank' ? undefined : {kind: 'job', job: job.ref};
}

/** What the wheel turns over. */
export function wheelOverJobs(
	row: number,
	{state, screen}: Pick<DrawnJobs, 'state' | 'screen'>,
): WheelTarget {
	const {isOpen, view} = screen.jobs;
	if (isOpen || view !== 'queue') {
		return isOpen ? 'detail' : 'list';
	}

	const {gap, topRows, tableRows} = jobsFrame(state, screen);
	return row >= gap + topRows + gap + 1 + tableRows + gap ? 'detail' : 'list';
}
