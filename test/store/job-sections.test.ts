import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import {doAll} from '../../source/rules/steps.ts';
import type {ClusterState} from '../../source/store/clusters-state.ts';
import {sectionsInSteps, sortInSections} from '../../source/store/job-sections.ts';
import {aJob} from '../helpers/job-builders.ts';
import {QueueRack} from '../helpers/queue-rack.ts';

type Field = 'user' | 'submittedAtMs';

/** Jobs that count reads of one of their fields. */
function countedJobs(reads: {count: number}, field: Field, from: number): readonly Job[] {
	return Array.from({length: 10_000}, (_, index) => {
		const job = aJob(`${from + index}`, {state: 'COMPLETED'});
		const value = job[field];
		return Object.defineProperty(job, field, {
			get() {
				reads.count += 1;
				return value;
			},
		});
	});
}

function fresh(value: readonly Job[]) {
	return {state: 'fresh', value, atMs: 0} as const;
}

function clusterOf({state}: QueueRack): ClusterState {
	const [cluster] = state.clusters;
	if (cluster === undefined) {
		throw new Error('no cluster');
	}

	return cluster;
}

describe('the rows of long lists of jobs', () => {
	it.each<[string, Field, (jobsFrom: (from: number) => readonly Job[]) => Partial<ClusterState>]>([
		[
			'ended beside those of the queue',
			'submittedAtMs',
			from => ({mine: fresh(from(1)), finished: fresh(from(5000))}),
		],
		['own ones among those of all', 'user', from => ({all: fresh(from(1))})],
	])('are made a thousand at a time: %s', (_, field, lists) => {
		const reads = {count: 0};
		const told = lists(from => countedJobs(reads, field, from));
		const cluster = {...clusterOf(new QueueRack()), ...told};
		let most = 0;
		for (const _step of sectionsInSteps(cluster, {sort: 'mine', hasAll: true})) {
			most = Math.max(most, reads.count);
			reads.count = 0;
		}

		expect(most).toBeGreaterThan(0);
		expect(Math.max(most, reads.count)).toBeLessThan(4000);
	});

	it('are made a thousand at a time: one own job after all those of others', () => {
		const bobs = Array.from({length: 20_000}, (_, index) => aJob(`${index}`, {user: 'bob'}));
		const rack = new QueueRack().mine(aJob('30000', {name: 'z'})).all(...bobs);
		const choices = {sort: 'name', hasAll: true} as const;
		doAll(sortInSections(clusterOf(rack), choices));
		const steps = [...sectionsInSteps(clusterOf(rack), choices)];
		expect(steps.length).toBeGreaterThanOrEqual(20);
	});
});
