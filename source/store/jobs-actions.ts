import {assertNever} from '../domain/assert-never.ts';
import {nextJobSort} from '../rules/job-order.ts';
import {type ActionTable, changing, type Screened} from './action-table.ts';
import {clusterActions} from './cluster-actions.ts';
import {openColumns} from './job-columns-choice.ts';
import {jobChangeActions} from './job-change-actions.ts';
import {copyHelp, jobDetailActions, openScript} from './job-detail-actions.ts';
import {rowUnderCursor, targetsUnder} from './job-rows.ts';
import {movingWithDetail} from './detail-scroll.ts';
import {jobsTable, moveJobCursor, withJobs, withJobsScreen} from './jobs-cursor.ts';
import {toggleAllJobs, toggleFold, toggleJobMark} from './jobs-folds.ts';
import type {Reduction} from './reduction.ts';
import {openInvertedLine, openLine} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import {chosenSort, sortJobsBy} from './sort-jobs.ts';
import {wayBack} from './way-back.ts';

/** The queue of a Slurm cluster: its table and its detail. */
export const jobsActions: ActionTable = {
	...movingWithDetail(jobsTable),
	...clusterActions,
	open: state =>
		openScript(state) ?? [
			// Of a job that is told of no more nothing is left to be opened.
			withJobsScreen(state, {isOpen: rowUnderCursor(state)?.isGone === false}),
			[],
		],
	back: changing(goBack),
	unfold: state => toggleFold(state),
	toggleAll: state => [toggleAllJobs(state), []],
	mark(state) {
		const marked = toggleJobMark(state);
		return [moveJobCursor({...marked, screen: marked.screen ?? state.screen}, 1), []];
	},
	sortNext: state => sortJobsBy(state, nextJobSort(chosenSort(state.screen.jobs))),
	chooseColumns: (state, live) => [openColumns(state, live), []],
	nextPane: changing(focusNext),
	filter: changing(screen => openLine(screen, 'filterJobs')),
	filterOut: changing(screen => openInvertedLine(screen, 'filterJobs')),
	copy: state => copyHelp(state) ?? copyIds(state),
	...jobDetailActions,
	...jobChangeActions,
};

/** The detail that has the whole body has the keys already. */
function focusNext(screen: ScreenState): ScreenState {
	const {jobs} = screen;
	return jobs.isOpen
		? screen
		: withJobs(screen, {focus: jobs.focus === 'list' ? 'detail' : 'list'});
}

/** Back to where it was opened. */
function close(screen: ScreenState): ScreenState {
	const {openedFrom} = screen.jobs;
	const isOfEvents = openedFrom === 'events';
	const closed = withJobs(screen, {
		view: isOfEvents ? 'queue' : (openedFrom ?? 'queue'),
		...{isOpen: false, openedFrom: undefined, detailScroll: 0},
	});
	return isOfEvents ? {...closed, tab: 'events'} : closed;
}

/** As a command of Slurm takes several. */
function copyIds(state: Screened): Reduction {
	const ids = targetsUnder(state).map(({ref}) => ref.id);
	return [state, ids.length === 0 ? [] : [{type: 'copyText', what: 'jobId', text: ids.join(',')}]];
}

function goBack(screen: ScreenState): ScreenState {
	const way = wayBack(screen.jobs);
	switch (way) {
		case undefined:
			return screen;
		case 'marks':
			return withJobs(screen, {marks: []});
		case 'pane':
			return withJobs(screen, {pane: 'facts', detailScroll: 0});
		case 'open':
			return close(screen);
		case 'focus':
			return withJobs(screen, {focus: 'list'});
		case 'filter':
			return withJobs(screen, {filter: ''});
		default:
			return assertNever(way);
	}
}
