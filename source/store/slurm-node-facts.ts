/** What views say of nodes of a cluster beside what it tells. */
import type {Health} from '../domain/health.ts';
import type {JobPhase} from '../domain/job-where.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {ResourceCounts, SlurmNode} from '../domain/partition.ts';
import {phaseOf, stateName} from '../rules/job-phase.ts';
import {nodeCpus, nodeGpus} from '../rules/slurm-node-counts.ts';
import {slurmNodeHealth} from '../rules/slurm-node-health.ts';
import {memoryShare, orderSlurmNodes, shareOf} from '../rules/slurm-node-order.ts';
import type {ClusterState} from './clusters-state.ts';
import {remember} from './remember.ts';
import type {JobThere} from './slurm-node-jobs.ts';

export type SlurmNodeFacts = {
	readonly health: Health;
	readonly cpus: ResourceCounts | undefined;
	readonly gpus: ResourceCounts | undefined;
	/** Of what it has; undefined where it has none, or does not tell. */
	readonly cpuFraction: number | undefined;
	readonly gpuFraction: number | undefined;
	readonly memoryFraction: number | undefined;
};

export function slurmNodeFacts(node: SlurmNode): SlurmNodeFacts {
	return {
		health: slurmNodeHealth(node),
		cpus: nodeCpus(node),
		gpus: nodeGpus(node),
		cpuFraction: shareOf(node.cpusAllocated, node.cpusTotal),
		gpuFraction: shareOf(node.gpusUsed, node.gpusTotal),
		memoryFraction: memoryShare(node),
	};
}

/** How a job is that runs there, and what its cluster calls that. */
export function jobThereFacts({job}: JobThere): {readonly phase: JobPhase; readonly state: string} {
	return {phase: phaseOf(job), state: stateName(job)};
}

/** Nodes of a partition where nothing may begin, the worst first. */
export function closedNodes(cluster: ClusterState, partition: string): readonly SlurmNode[] {
	const nodes = loadedValue(cluster.nodes)?.nodes ?? [];
	const closed = nodes.filter(
		node => node.partitions.includes(partition) && slurmNodeHealth(node) !== 'ok',
	);
	return orderSlurmNodes(closed, 'health');
}

type Used = {readonly allocated: number; readonly total: number};

export type SlurmFigures = {
	readonly nodes: number;
	readonly down: number;
	readonly closed: number;
	readonly cpus: Used;
	readonly gpus: Used;
};

/** Each node once, in however many partitions it is. */
export const slurmFigures = remember((nodes: readonly SlurmNode[]): SlurmFigures => {
	const healths = nodes.map(node => slurmNodeHealth(node));
	const count = (wanted: Health): number => healths.filter(health => health === wanted).length;
	return {
		nodes: nodes.length,
		...{down: count('down'), closed: count('warning')},
		...{cpus: sum(nodes.map(nodeCpus)), gpus: sum(nodes.map(nodeGpus))},
	};
});

function sum(counts: ReadonlyArray<Used | undefined>): Used {
	return counts.reduce<Used>(
		(all, one) => ({
			allocated: all.allocated + (one?.allocated ?? 0),
			total: all.total + (one?.total ?? 0),
		}),
		{allocated: 0, total: 0},
	);
}
