import {loadedValue} from '../domain/loadable.ts';
import type {JobEvent} from '../domain/event.ts';
import type {JobSort} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import type {ClusterState} from './clusters-state.ts';
import {sortedOrderOfJobs} from './held-jobs.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import type {JobsScreen} from './jobs-screen.ts';
import type {Reduction} from './reduction.ts';
import {drawnState} from './selectors.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** So many are sorted within a frame. */
const mostAtOnce = 2000;

/** The order that was chosen: the one that is shown, or that which is being made. */
export function chosenSort({sort, nextSort}: JobsScreen): JobSort {
	return nextSort?.sort ?? sort;
}

/** Few jobs are sorted at once; of many the old order is shown until the new one is there. */
export function sortJobsBy(state: Screened, sort: JobSort): Reduction {
	const cluster = shownCluster(state);
	const isAtOnce =
		cluster === undefined || sort === state.screen.jobs.sort || countOf(cluster) <= mostAtOnce;
	if (isAtOnce) {
		return [withJobsScreen(state, {sort, nextSort: undefined}), []];
	}

	const nextSort = {sort, sinceMs: state.clock.atMs};
	return [
		withJobsScreen(state, {nextSort}),
		[{type: 'sortJobs', cluster: cluster.config.name, sort}],
	];
}

function countOf({mine, all, finished}: ClusterState): number {
	const lists = [mine, all, finished].map(list => loadedValue(list)?.length ?? 0);
	return lists.reduce((one, other) => one + other, 0);
}

/** The new order is there: it is shown, unless another was chosen meanwhile. */
export function reduceSorted(
	state: State,
	{sort}: Extract<JobEvent, {type: 'jobs/sorted'}>,
): State {
	if (state.screen?.jobs.nextSort?.sort !== sort) {
		return state;
	}

	const sorted = withJobsScreen(state, {sort, nextSort: undefined, calm: undefined});
	return withJobsScreen(sorted, {calm: sortedOrderOfJobs(drawnState(sorted))});
}

/** As long as nobody notices. */
const blinkMs = 300;

/** The order that a person waits for; undefined: it was there in a blink. */
export function awaitedSort({screen, clock}: State): JobSort | undefined {
	const next = screen?.jobs.nextSort;
	return next !== undefined && clock.atMs - next.sinceMs >= blinkMs ? next.sort : undefined;
}
