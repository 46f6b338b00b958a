import {assertNever} from '../domain/assert-never.ts';
import {isSameJob, type JobRef} from '../domain/job.ts';
import {isSameSlurmRow, type SlurmRowRef} from '../domain/partition.ts';
import type {ClickTarget} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import {isDoubleClick} from './double-click.ts';
import {jobsActions} from './jobs-actions.ts';
import {jobFilterThatShows, settleJobCursor, withJobsScreen} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import {slurmNodesActions} from './slurm-nodes-actions.ts';
import {
	settleSlurmCursor,
	slurmFilterThatShows,
	sortSlurmNodesBy,
	withSlurmNodes,
} from './slurm-nodes-cursor.ts';
import {sortJobsBy} from './sort-jobs.ts';
import type {State} from './state.ts';

type JobClick = Extract<ClickTarget, {kind: 'job' | 'jobHead' | 'slurmNode' | 'slurmNodeHead'}>;

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
			return sorted(sortJobsBy(state, target.sort));
		case 'slurmNode':
			return clickSlurmRow(state, {row: target.row, atMs}, live);
		case 'slurmNodeHead':
			return [settleSlurmCursor(sortSlurmNodesBy(state, target.sort)), []];
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

function sorted([state, effects]: Reduction): Reduction {
	return [settleJobCursor(state), effects];
}

function clickSlurmRow(
	state: Screened,
	{row, atMs}: {readonly row: SlurmRowRef; readonly atMs: number},
	live: State,
): Reduction {
	const {screen} = state;
	const {cursor} = screen.jobs.nodes;
	const click = {row: `${row.kind} ${row.name}`, atMs};
	const isSecond = isDoubleClick(screen, click);
	const there = withSlurmNodes(state, {
		...{cursor: row, focus: 'list', filter: slurmFilterThatShows(state, row)},
		...(cursor !== undefined && isSameSlurmRow(cursor, row) ? {} : {detailScroll: 0}),
	});
	const lastClick = isSecond ? undefined : click;
	const next = {...there, screen: {...(there.screen ?? screen), lastClick}};
	return isSecond && slurmNodesActions.open !== undefined
		? slurmNodesActions.open(next, live)
		: [next, []];
}
