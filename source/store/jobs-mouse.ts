import {assertNever} from '../domain/assert-never.ts';
import {isSameJob, type JobRef} from '../domain/job.ts';
import type {ClickTarget} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import {isDoubleClick} from './double-click.ts';
import {jobsActions} from './jobs-actions.ts';
import {jobFilterThatShows, settleJobCursor, sortJobsBy, withJobsScreen} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type JobClick = Extract<ClickTarget, {kind: 'job' | 'jobHead' | 'slurmNode'}>;

/** What a click in the tab of jobs does. */
export function clickJobs(
	state: Screened,
	{target, atMs}: {readonly target: JobClick; readonly atMs: number},
	live: State,
): Reduction {
	switch (target.kind) {
		case 'job':
			return clickJob(state, {job: target.job, atMs}, live);
		case 'jobHead':
			return [settleJobCursor(sortJobsBy(state, target.sort)), []];
		case 'slurmNode':
			return [withJobsScreen(state, {nodeCursor: target.node}), []];
		default:
			return assertNever(target);
	}
}

function clickJob(
	state: Screened,
	{job, atMs}: {readonly job: JobRef; readonly atMs: number},
	live: State,
): Reduction {
	const {screen} = state;
	const {cursor} = screen.jobs;
	const click = {row: `${job.id} ${job.user} ${job.submittedAtMs}`, atMs};
	const isSecond = isDoubleClick(screen, click);
	const there = settleJobCursor(
		withJobsScreen(state, {
			...{cursor: job, focus: 'list', filter: jobFilterThatShows(state, job)},
			...(cursor !== undefined && isSameJob(cursor, job) ? {} : {detailScroll: 0}),
		}),
	);
	const lastClick = isSecond ? undefined : click;
	const next = {...there, screen: {...(there.screen ?? screen), lastClick}};
	return isSecond && jobsActions.open !== undefined ? jobsActions.open(next, live) : [next, []];
}
