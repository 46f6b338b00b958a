import type {ResourceCounts, SlurmNode} from '../domain/partition.ts';
import {slurmNodeHealth} from './slurm-node-health.ts';

type Counted = Pick<
	SlurmNode,
	'cpusAllocated' | 'cpusOther' | 'cpusTotal' | 'gpusUsed' | 'gpusTotal' | 'states'
>;

/** The cpus of one node; undefined where it does not tell how many it has. */
export function nodeCpus({
	cpusAllocated = 0,
	cpusOther = 0,
	cpusTotal,
}: Counted): ResourceCounts | undefined {
	return cpusTotal === undefined
		? undefined
		: {
				...{allocated: cpusAllocated, other: cpusOther, total: cpusTotal},
				idle: Math.max(0, cpusTotal - cpusAllocated - cpusOther),
			};
}

/** Its gpus: those that are free on a node where no job may begin are nobody's. */
export function nodeGpus(node: Counted): ResourceCounts | undefined {
	const {gpusTotal: total, gpusUsed = 0} = node;
	if (total === undefined) {
		return undefined;
	}

	const allocated = Math.min(gpusUsed, total);
	const left = total - allocated;
	const isOpen = slurmNodeHealth(node) === 'ok';
	return {allocated, idle: isOpen ? left : 0, other: isOpen ? 0 : left, total};
}
