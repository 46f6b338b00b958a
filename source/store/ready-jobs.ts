import type {ClusterEvent} from '../domain/event.ts';
import type {Steps} from '../rules/steps.ts';
import {clusterNamed, reduceCluster} from './clusters.ts';
import {readySection} from './filtered-jobs.ts';
import {readyOrder} from './held-jobs.ts';
import {indexed, type Section, sortInSections} from './job-sections.ts';
import {readyCounts} from './jobs-told.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';

/**
 * All that is made of a long list of jobs for the screen, in steps, before the list is told of: when it is, the rows of a
 * hundred thousand jobs are there. Without it they are made at once when they are drawn.
 */
export function* makeReady(state: State, event: ClusterEvent): Steps<void> {
	if (event.type !== 'cluster/jobsListed' || event.scope === 'finished') {
		return;
	}

	const cluster = clusterNamed(reduceCluster(state, event), event.cluster);
	if (cluster === undefined) {
		return;
	}

	yield* readyCounts(event.jobs);
	const {own, others} = yield* sortInSections(cluster, (state.screen ?? initialScreen).jobs);
	yield* readyRows(own);
	if (others !== undefined) {
		yield* readyRows(others);
	}
}

function* readyRows(section: Section): Steps<void> {
	yield* indexed(section);
	yield* readySection(section);
	yield* readyOrder(section);
}
