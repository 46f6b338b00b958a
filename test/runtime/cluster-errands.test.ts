import {expect, it} from 'vitest';
import {aRef} from '../helpers/job-builders.ts';
import {hpc, WatchedCluster} from '../helpers/watched-cluster.ts';

const hold = {kind: 'hold'} as const;

it('of a change that is stopped nothing more is sent, and others go on, also of the same jobs', async () => {
	const cluster = new WatchedCluster();
	const stops: boolean[] = [];
	cluster.answers = {
		change: (_jobs, _change, {signal, stop}) =>
			new Promise(resolve => {
				cluster.clock.startTimer(1000, () => {
					stops.push(stop?.aborted === true, signal.aborted);
					resolve([]);
				});
			}),
	};
	await cluster.start().clock.advance(10);
	const same = {
		type: 'changeJobs',
		cluster: hpc,
		jobs: [aRef('1'), aRef('2')],
		change: hold,
	} as const;
	cluster.run({...same, number: 1});
	cluster.run({...same, number: 2});
	cluster.run({type: 'stopChange', cluster: hpc, number: 1});
	await cluster.clock.advance(1000);
	expect(stops).toEqual([true, false, false, false]);
	expect(cluster.told('jobs/changed')).toMatchObject([{number: 1}, {number: 2}]);
});

it('a change that ended is stopped no more, nor one like it that comes later', async () => {
	const cluster = new WatchedCluster();
	const stops: (AbortSignal | undefined)[] = [];
	cluster.answers = {
		change: async (_jobs, _change, {stop}) => {
			stops.push(stop);
			return [];
		},
	};
	await cluster.start().clock.advance(10);
	const change = {type: 'changeJobs', cluster: hpc, jobs: [aRef('1')], change: hold} as const;
	cluster.run({...change, number: 1});
	await cluster.clock.advance(10);
	cluster.run({type: 'stopChange', cluster: hpc, number: 1});
	cluster.run({...change, number: 2});
	expect(stops.map(stop => stop?.aborted)).toEqual([false, false]);
});
