import {expect, it} from 'vitest';
import {allCounts, partitionsByUse} from '../../source/store/jobs-told.ts';
import {aJob} from '../helpers/job-builders.ts';
import {lookingAt} from '../helpers/open-job.ts';
import {QueueRack} from '../helpers/queue-rack.ts';
import {aPartition} from '../helpers/slurm-nodes.ts';

it('partitions with own jobs come first, then those with gpus', () => {
	const none = {allocated: 0, idle: 0, other: 0, total: 0};
	const partitions = [
		{...aPartition('debug'), gpus: none},
		{...aPartition('batch'), gpus: none},
		{...aPartition('gpu'), gpus: {...none, total: 2}},
	];
	const {clusters} = lookingAt({jobs: [aJob('7', {partition: 'batch'})], partitions});
	const names = clusters.flatMap(partitionsByUse).map(({name}) => name);
	expect(names).toEqual(['batch', 'gpu', 'debug']);
});

it('all jobs are never fewer than own ones, which are told of more often', () => {
	const bobs = aJob('5', {user: 'bob', state: 'RUNNING', reason: 'None'});
	const rack = new QueueRack().mine(aJob('1')).all(aJob('1'), bobs);
	rack.mine(aJob('1'), aJob('2'), aJob('3_[1-9]'));
	expect(rack.state.clusters.map(allCounts)).toEqual([{runs: 1, waits: 11}]);
});
