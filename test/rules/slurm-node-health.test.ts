import {describe, expect, it} from 'vitest';
import {nodeCpus, nodeGpus} from '../../source/rules/slurm-node-counts.ts';
import {slurmNodeHealth} from '../../source/rules/slurm-node-health.ts';
import {memoryShare, orderSlurmNodes} from '../../source/rules/slurm-node-order.ts';
import {aSlurmNode} from '../helpers/slurm-nodes.ts';

describe('how a node of a cluster is', () => {
	it.each([
		[['IDLE'], 'ok'],
		[['MIXED', 'PLANNED'], 'ok'],
		[['ALLOCATED', 'DRAIN'], 'warning'],
		[['DRAINING', 'NOT_RESPONDING'], 'down'],
		[['DOWN', 'DRAIN'], 'down'],
		[['IDLE', 'POWERED_DOWN'], 'unknown'],
		[['FUTURE'], 'unknown'],
		[['WHATEVER_COMES_NEXT'], 'unknown'],
		[[], 'unknown'],
	] as const)('%j is %s', (states, health) => {
		expect(slurmNodeHealth({states})).toBe(health);
	});
});

describe('the order of nodes', () => {
	it('has who tells no number last, and those that are alike by name', () => {
		const nodes = [
			aSlurmNode('n10', {load: 1}),
			aSlurmNode('n3', {load: undefined}),
			aSlurmNode('n2', {load: 1}),
			aSlurmNode('n1', {load: 9}),
		];
		expect(orderSlurmNodes(nodes, 'load').map(({name}) => name)).toEqual(['n1', 'n2', 'n10', 'n3']);
	});

	it('takes for memory what is not free, and knows none where half is not told', () => {
		expect(memoryShare({memoryTotalBytes: 8, memoryFreeBytes: 6})).toBe(0.25);
		expect(memoryShare({memoryTotalBytes: 8, memoryFreeBytes: undefined})).toBeUndefined();
		expect(memoryShare({memoryTotalBytes: 0, memoryFreeBytes: 0})).toBeUndefined();
	});
});

describe('what of a node is in use', () => {
	it('counts what is left, and never less than nothing', () => {
		const one = aSlurmNode('n1', {cpusAllocated: 3, cpusOther: 2, cpusTotal: 4});
		expect(nodeCpus(one)).toEqual({allocated: 3, other: 2, idle: 0, total: 4});
		expect(nodeCpus({...one, cpusTotal: undefined})).toBeUndefined();
	});

	it('gives free gpus of a drained node to nobody', () => {
		const one = aSlurmNode('n1', {states: ['DRAINED'], gpusTotal: 4, gpusUsed: 1});
		expect(nodeGpus(one)).toEqual({allocated: 1, idle: 0, other: 3, total: 4});
		expect(nodeGpus({...one, states: ['MIXED']})).toEqual({
			allocated: 1,
			idle: 3,
			other: 0,
			total: 4,
		});
	});
});
