import {jobSortAt} from '../components/job-columns.ts';
import {slurmSortAt} from '../components/slurm-node-columns.ts';
import type {ClickTarget, WheelTarget} from '../domain/screen.ts';
import {shownRows} from '../store/job-rows.ts';
import {jobsTold, slurmNodesTold} from '../store/jobs-told.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {isEntry, shownSlurmRows} from '../store/slurm-node-rows.ts';
import type {State} from '../store/state.ts';
import {jobsFrame} from './jobs-frame.ts';
import {placesOfJobs} from './jobs-table.ts';
import {slurmNodesFrame} from './slurm-nodes-frame.ts';
import {placesOfSlurmNodes} from './slurm-nodes-table.ts';

type DrawnJobs = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly jobsTop: number;
	readonly slurmNodesTop: number;
};

type Place = {readonly row: number; readonly column: number};

/** What a click in the body of the tab of jobs means, its rows counted from the first of the body; undefined: nothing. */
export function jobsTarget({row, column}: Place, drawn: DrawnJobs): ClickTarget | undefined {
	const {state, screen, jobsTop} = drawn;
	const {isOpen, view} = screen.jobs;
	if (view === 'nodes') {
		return slurmTarget({row, column}, drawn);
	}

	if (isOpen || screen.log !== undefined || jobsTold(state).kind !== 'told') {
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

function slurmTarget(
	{row, column}: Place,
	{state, screen, slurmNodesTop: top}: DrawnJobs,
): ClickTarget | undefined {
	const {isOpen} = screen.jobs.nodes;
	if (isOpen || screen.log !== undefined || slurmNodesTold(state).kind !== 'told') {
		return undefined;
	}

	const {gap, topRows, tableRows} = slurmNodesFrame(state, screen);
	const line = row - gap - topRows - gap - 1;
	if (line < -1 || line >= tableRows) {
		return undefined;
	}

	const shown = shownSlurmRows(state);
	const one = line === -1 ? undefined : shown[top + line];
	if (one !== undefined && isEntry(one)) {
		return {kind: 'slurmNode', row: one.ref};
	}

	const isHead = one === undefined ? shown[top]?.kind === 'node' : one.kind === 'heads';
	const sort = slurmSortAt(placesOfSlurmNodes(state, screen.size.columns), column);
	return isHead && sort !== undefined ? {kind: 'slurmNodeHead', sort} : undefined;
}

/** What the wheel turns over. */
export function wheelOverJobs(
	row: number,
	{state, screen}: Pick<DrawnJobs, 'state' | 'screen'>,
): WheelTarget {
	const {isOpen, view, nodes} = screen.jobs;
	if (view === 'nodes' ? nodes.isOpen : isOpen) {
		return 'detail';
	}

	const frameOf = view === 'nodes' ? slurmNodesFrame : jobsFrame;
	const {gap, topRows, tableRows} = frameOf(state, screen);
	return row >= gap + topRows + gap + 1 + tableRows + gap ? 'detail' : 'list';
}
