import {describe, expect, it} from 'vitest';
import type {Clock} from '../../source/domain/clock.ts';
import type {JobSort} from '../../source/domain/screen.ts';
import type {Steps} from '../../source/rules/steps.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {hpc, WatchedCluster} from '../helpers/watched-cluster.ts';

/** A millisecond goes by with each look at the clock, and each order takes ten steps. */
function sorting() {
	const fake = new FakeClock();
	let looks = 0;
	const {wallMs, startTimer} = fake;
	const clock: Clock = {wallMs, startTimer, monotonicMs: () => looks++};
	const steps: JobSort[] = [];
	const cluster = new WatchedCluster({
		clock,
		*makeSorted(sort): Steps<void> {
			for (let step = 0; step < 10; step += 1) {
				steps.push(sort);
				yield;
			}
		},
	});
	const sortBy = (sort: JobSort) => cluster.run({type: 'sortJobs', cluster: hpc, sort});
	return {cluster, fake, steps, sortBy};
}

describe('another order of jobs', () => {
	it('is told of when it is ready, and others have their turns meanwhile', async () => {
		const {cluster, fake, steps, sortBy} = sorting();
		sortBy('name');
		expect(steps).toHaveLength(4);
		expect(cluster.told('jobs/sorted')).toEqual([]);
		await fake.advance(0);
		expect(steps).toHaveLength(10);
		expect(cluster.told('jobs/sorted')).toMatchObject([{cluster: hpc, sort: 'name'}]);
	});

	it('drops the one that was wished before', async () => {
		const {cluster, fake, sortBy} = sorting();
		sortBy('name');
		sortBy('user');
		await fake.advance(0);
		expect(cluster.told('jobs/sorted')).toMatchObject([{sort: 'user'}]);
	});

	it('leaves no timer when all is stopped', () => {
		const {cluster, fake, sortBy} = sorting();
		sortBy('name');
		cluster.stopAll();
		expect(fake.timerCount).toBe(0);
	});

	it('is there at once where nothing has to be made ready', () => {
		const cluster = new WatchedCluster();
		cluster.run({type: 'sortJobs', cluster: hpc, sort: 'name'});
		expect(cluster.told('jobs/sorted')).toHaveLength(1);
	});
});
