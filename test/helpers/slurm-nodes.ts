import type {SlurmNode, SlurmPartition} from '../../source/domain/partition.ts';
import type {ClusterState} from '../../source/store/clusters-state.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {SlurmNodesScreen} from '../../source/store/slurm-nodes-screen.ts';
import type {State} from '../../source/store/state.ts';
import {atMs} from './home-rack.ts';
import {aCluster, queueState} from './home-queue.ts';

const gibibyte = 2 ** 30;

/** A node that is idle; a test names only what it is about. */
export function aSlurmNode(name: string, parts: Partial<SlurmNode> = {}): SlurmNode {
	return {
		name,
		partitions: ['pi'],
		states: ['IDLE'],
		cpusAllocated: 0,
		cpusTotal: 4,
		cpusOther: 0,
		load: 0.42,
		memoryTotalBytes: 8 * gibibyte,
		memoryFreeBytes: 6 * gibibyte,
		gres: undefined,
		gresUsed: undefined,
		gpusTotal: undefined,
		gpusUsed: undefined,
		features: [],
		reason: undefined,
		reasonUser: undefined,
		reasonAtMs: undefined,
		...parts,
	};
}

export function aPartition(name: string, parts: Partial<SlurmPartition> = {}): SlurmPartition {
	const one = {allocated: 0, idle: 1, other: 0, total: 1};
	return {
		...{name, isDefault: false, state: 'UP', timeLimitSeconds: 86_400},
		...{nodes: one, cpus: {...one, idle: 4, total: 4}, gpus: undefined},
		...parts,
	};
}

const gpu = {
	...{partitions: ['gpu'], features: ['avx512', 'rtx4090'], gpusTotal: 2},
	...{gres: 'gpu:rtx4090:2', cpusTotal: 32, memoryTotalBytes: 128 * gibibyte},
} as const;

/** The rack of SCREENS as its cluster tells of it; gpu-03 is not in the rack. */
export const homeNodes: readonly SlurmNode[] = [
	aSlurmNode('gpu-01', {
		...{...gpu, states: ['ALLOCATED'], cpusAllocated: 32, gpusUsed: 2, load: 28.1},
		...{gresUsed: 'gpu:rtx4090:2(IDX:0-1)', memoryFreeBytes: 50 * gibibyte},
	}),
	aSlurmNode('gpu-02', {
		...{...gpu, cpusTotal: 16, gpusTotal: 1, gpusUsed: 0, gres: 'gpu:rtx4090:1'},
		memoryFreeBytes: 100 * gibibyte,
	}),
	aSlurmNode('gpu-03', {
		...{...gpu, states: ['DOWN', 'NOT_RESPONDING'], load: undefined, memoryFreeBytes: undefined},
		...{gpusUsed: 0, cpusOther: 32, reason: 'Not responding', reasonUser: 'slurm'},
		reasonAtMs: new Date(2026, 10, 21, 13, 48, 25).getTime(),
	}),
	aSlurmNode('pi-worker1', {
		...{states: ['DRAINING'], cpusAllocated: 4, load: 3.9},
		...{reason: 'throttled: fan is broken', reasonUser: 'root'},
		reasonAtMs: new Date(2026, 10, 20, 9, 0).getTime(),
	}),
	aSlurmNode('pi-worker2', {states: ['ALLOCATED'], cpusAllocated: 4, load: 3.1}),
	aSlurmNode('pi-worker3'),
];

export const homePartitions: readonly SlurmPartition[] = [
	aPartition('gpu', {
		...{isDefault: true, timeLimitSeconds: 3 * 86_400},
		nodes: {allocated: 1, idle: 1, other: 1, total: 3},
		cpus: {allocated: 32, idle: 16, other: 32, total: 80},
		gpus: {allocated: 2, idle: 1, other: 2, total: 5},
	}),
	aPartition('pi', {
		nodes: {allocated: 1, idle: 1, other: 1, total: 3},
		cpus: {allocated: 8, idle: 4, other: 0, total: 12},
	}),
];

/** The cluster of SCREENS with its nodes, told 4 s ago. */
export function clusterWithNodes(parts: Partial<ClusterState> = {}): ClusterState {
	const value = {partitions: homePartitions, nodes: homeNodes};
	return aCluster({nodes: {state: 'fresh', atMs: atMs - 4000, value}, ...parts});
}

/** The rack of SCREENS, in the tab of jobs, with the partitions and nodes of its cluster. */
export function slurmNodesState(
	cluster: ClusterState = clusterWithNodes(),
	nodes: Partial<SlurmNodesScreen> = {},
): State {
	return queueState(cluster, {
		view: 'nodes',
		nodes: {...initialScreen.jobs.nodes, ...nodes},
	});
}
