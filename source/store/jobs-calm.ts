/** A row of jobs does not go away under a hand that is on its way to it: the order waits for a while after each key. */
import {orderOfJobs, sortedOrderOfJobs} from './held-jobs.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import type {JobsScreen} from './jobs-screen.ts';
import {drawnState} from './selectors.ts';
import {orderOfSlurmNodes, sortedOrderOfSlurmNodes} from './slurm-node-rows.ts';
import {withSlurmNodes} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';

/** After the last key (SCREENS 3, lists). */
const calmMs = 2000;

/** The order that was drawn before what a person did stays, but where they chose another order or other jobs. */
export function keepJobsCalm(drawn: State, after: State): State {
	const before = drawn.screen?.jobs;
	const {screen} = after;
	if (screen === undefined || before === undefined || screen.tab !== 'jobs') {
		return after;
	}

	if (screen.jobs.view === 'nodes') {
		return keepSlurmCalm(drawn, after, screen.jobs);
	}

	const {sort, hasAll, cluster} = screen.jobs;
	const isSame = sort === before.sort && hasAll === before.hasAll && cluster === before.cluster;
	return withJobsScreen(after, {
		calm: isSame ? orderOfJobs(drawn) : sortedOrderOfJobs(drawnState(after)),
	});
}

/** The same of the nodes of a cluster. */
function keepSlurmCalm(drawn: State, after: State, {cluster, nodes}: JobsScreen): State {
	const before = drawn.screen?.jobs;
	const isSame = nodes.sort === before?.nodes.sort && cluster === before.cluster;
	return withSlurmNodes(after, {
		calm: isSame
			? (nodes.calm ?? orderOfSlurmNodes(drawn))
			: sortedOrderOfSlurmNodes(drawnState(after)),
	});
}

/** Rows go where they belong when no key came for a while; in a picture that stands still they stay. */
export function letGoOfJobs(state: State): State {
	const {screen, clock, paused} = state;
	const isCalm =
		screen === undefined || paused !== undefined || clock.atMs - screen.lastKeyAtMs < calmMs;
	return isCalm
		? state
		: withSlurmNodes(withJobsScreen(state, {calm: undefined}), {calm: undefined});
}
