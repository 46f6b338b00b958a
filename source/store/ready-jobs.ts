import type {ClusterEvent} from '../domain/event.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {JobSort} from '../domain/screen.ts';
import type {Steps} from '../rules/steps.ts';
import {clusterNamed, reduceCluster} from './clusters.ts';
import type {ClusterState} from './clusters-state.ts';
import {readySection} from './filtered-jobs.ts';
import {holdInSteps, readyOrder} from './held-jobs.ts';
import {indexed, sectionsInSteps, sortInSections} from './job-sections.ts';
import {ownUser} from './own-jobs.ts';
import {readyCounts, readyOtherCounts} from './jobs-told.ts';
import {readyTasks} from './job-tasks.ts';
import type {JobsScreen} from './jobs-screen.ts';
import {initialScreen} from './screen-state.ts';
import {drawnState} from './selectors.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/**
 * All that is made of a long list of jobs for the screen, in steps, before the list is told of: when it is, the rows of a
 * hundred thousand jobs are there. Without it they are made at once when they are drawn.
 */
export function* makeReady(state: State, event: ClusterEvent): Steps<void> {
	if (event.type !== 'cluster/jobsListed' && event.type !== 'cluster/tasksListed') {
		return;
	}

	const cluster = clusterNamed(reduceCluster(state, event), event.cluster);
	if (cluster === undefined) {
		return;
	}

	const {jobs} = state.screen ?? initialScreen;
	if (event.type === 'cluster/jobsListed') {
		yield* readyCounts(event.jobs);
		yield* readyOtherCounts(loadedValue(cluster.all) ?? [], ownUser(cluster));
		yield* readyRows(cluster, jobs);
	}

	yield* readyUnfolded(cluster, jobs);
}

/** Lists come far less often than rows are made ready: it is shown all the same where they do not. */
const mostRounds = 5;

/** The rows of another order, in steps, and of the lists that come meanwhile: `all` also where only own ones are shown. */
export function* makeSorted(stateNow: () => State, sort: JobSort): Steps<void> {
	let ready: ClusterState | undefined;
	for (let round = 0; round < mostRounds; round += 1) {
		const state = drawnState(stateNow());
		const cluster = shownCluster(state);
		if (cluster === undefined || cluster === ready) {
			return;
		}

		ready = cluster;
		const {jobs} = state.screen ?? initialScreen;
		const sorted = {...jobs, sort, calm: undefined};
		yield* readyRows(cluster, sorted);
		yield* readyRows(cluster, {...sorted, hasAll: true});
	}
}

/** The tasks of an array that is not unfolded yet, in steps, and those of the lists that come meanwhile. */
export function* makeUnfolded(stateNow: () => State, array: string): Steps<void> {
	let ready: ClusterState | undefined;
	for (let round = 0; round < mostRounds; round += 1) {
		const state = drawnState(stateNow());
		const cluster = shownCluster(state);
		if (cluster === undefined || cluster === ready) {
			return;
		}

		ready = cluster;
		const {jobs} = state.screen ?? initialScreen;
		yield* readyUnfolded(cluster, {...jobs, unfolded: [array]});
	}
}

function* readyRows(cluster: ClusterState, jobs: JobsScreen): Steps<void> {
	const {own, others} = yield* sortInSections(cluster, jobs);
	yield* indexed(own);
	if (others !== undefined) {
		yield* indexed(others);
	}

	for (const [index, section] of (yield* sectionsInSteps(cluster, jobs)).entries()) {
		yield* readyOrder(section);
		yield* readySection(section);
		yield* readySection(yield* holdInSteps(section, jobs.calm?.[index]));
	}
}

/** An array may have ten thousand tasks. */
function* readyUnfolded(cluster: ClusterState, jobs: JobsScreen): Steps<void> {
	if (jobs.unfolded.length === 0) {
		return;
	}

	const {own, others} = yield* sortInSections(cluster, jobs);
	for (const section of [own, others ?? []]) {
		const index = yield* indexed(section);
		for (const id of jobs.unfolded) {
			const entry = index.get(id);
			if (entry?.kind === 'array') {
				yield* readyTasks(entry, cluster.tasks);
			}
		}
	}
}
