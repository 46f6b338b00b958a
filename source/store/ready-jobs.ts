import type {ClusterEvent} from '../domain/event.ts';
import type {Steps} from '../rules/steps.ts';
import {clusterNamed, reduceCluster} from './clusters.ts';
import {readySection} from './filtered-jobs.ts';
import {holdInSteps, readyOrder} from './held-jobs.ts';
import {indexed, sectionsInSteps, sortInSections} from './job-sections.ts';
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
	const {jobs} = state.screen ?? initialScreen;
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
