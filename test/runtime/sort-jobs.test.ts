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
		*makeUnfolded(): Steps<void> {
			for (let step = 0; step < 10; step += 1) {
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

	it('two arrays that are unfolded one after the other are both told', async () => {
		const {cluster, fake} = sorting();
		cluster.run({type: 'unfoldArray', cluster: hpc, array: '1'});
		cluster.run({type: 'unfoldArray', cluster: hpc, array: '2'});
		await fake.advance(0);
		expect(cluster.told('jobs/unfolded')).toMatchObject([{array: '1'}, {array: '2'}]);
	});

	it('leaves the tasks of an array alone that are made ready beside it, and they it', async () => {
		const {cluster, fake, sortBy} = sorting();
		sortBy('name');
		cluster.run({type: 'unfoldArray', cluster: hpc, array: '4720'});
		expect(cluster.told('jobs/unfolded')).toEqual([]);
		await fake.advance(0);
		expect(cluster.told('jobs/sorted')).toMatchObject([{sort: 'name'}]);
		expect(cluster.told('jobs/unfolded')).toMatchObject([{cluster: hpc, array: '4720'}]);
	});

	it('is there at once where nothing has to be made ready', () => {
		const cluster = new WatchedCluster();
		cluster.run({type: 'sortJobs', cluster: hpc, sort: 'name'});
		expect(cluster.told('jobs/sorted')).toHaveLength(1);
	});
});
