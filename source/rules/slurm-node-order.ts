import type {Health} from '../domain/health.ts';
import type {SlurmNode} from '../domain/partition.ts';
import type {SlurmNodeSort} from '../domain/screen.ts';
import {slurmNodeSortNames} from './command-words.ts';
import {compareNames} from './node-order.ts';
import {slurmNodeHealth} from './slurm-node-health.ts';

/** The sort that follows; that by gpus only where there is one. */
export function nextSlurmNodeSort(sort: SlurmNodeSort, hasGpu: boolean): SlurmNodeSort {
	const next =
		slurmNodeSortNames[(slurmNodeSortNames.indexOf(sort) + 1) % slurmNodeSortNames.length] ??
		'health';
	return next === 'gpu' && !hasGpu ? nextSlurmNodeSort(next, hasGpu) : next;
}

const ranks: Readonly<Record<Health, number>> = {down: 0, warning: 1, unknown: 2, ok: 3};

/** The largest first; who tells no number is last, and those that are alike stand in the order of their names. */
export function orderSlurmNodes(
	nodes: readonly SlurmNode[],
	sort: SlurmNodeSort,
): readonly SlurmNode[] {
	const keyed = nodes.map(node => ({node, key: sortKey(node, sort)}));
	return keyed
		.toSorted((one, other) => one.key - other.key || compareNames(one.node.name, other.node.name))
		.map(({node}) => node);
}

function sortKey(node: SlurmNode, sort: SlurmNodeSort): number {
	switch (sort) {
		case 'name':
			return 0;
		case 'health':
			return ranks[slurmNodeHealth(node)];
		default: {
			const value = values[sort](node);
			return value === undefined || Number.isNaN(value) ? Number.MAX_VALUE : -value;
		}
	}
}

const values: Readonly<
	Record<Exclude<SlurmNodeSort, 'name' | 'health'>, (node: SlurmNode) => number | undefined>
> = {
	cpu: ({cpusAllocated, cpusTotal}) => shareOf(cpusAllocated, cpusTotal),
	gpu: ({gpusUsed, gpusTotal}) => shareOf(gpusUsed, gpusTotal),
	memory: node => memoryShare(node),
	load: ({load}) => load,
};

/** Undefined where there is nothing of it, or it is not told. */
export function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
	return part === undefined || whole === undefined || whole <= 0
		? undefined
		: Math.min(1, Math.max(0, part / whole));
}

/** What the system of the node has in use, for Slurm tells what is free of all. */
export function memoryShare({
	memoryTotalBytes,
	memoryFreeBytes,
}: Pick<SlurmNode, 'memoryTotalBytes' | 'memoryFreeBytes'>): number | undefined {
	return memoryTotalBytes === undefined || memoryFreeBytes === undefined
		? undefined
		: shareOf(memoryTotalBytes - memoryFreeBytes, memoryTotalBytes);
}
