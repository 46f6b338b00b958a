import type {Gpu} from '../domain/gpu.ts';
import type {Health} from '../domain/health.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {heldReading, type NodeState, type State} from './state.ts';

/** The rack in one line. Fractions are undefined when no node gives them. */
export type Summary = {
	readonly nodes: Readonly<Record<Health, number>>;
	/** Mean over the cores of all nodes. */
	readonly cpuLoadFraction: number | undefined;
	readonly memoryUsedFraction: number | undefined;
	/** Undefined while no node tells of one. */
	readonly gpus: GpuSummary | undefined;
};

export type GpuSummary = {
	readonly count: number;
	readonly utilizationFraction: number | undefined;
	readonly memoryUsedFraction: number | undefined;
};

/** Of the nodes that answer now: an old figure would not be true of the rack. `healthOf`: as where it is told. */
export function selectSummary(
	{nodes}: Pick<State, 'nodes'>,
	healthOf: (node: NodeState) => Health = ({health}) => health,
): Summary {
	const current = nodes.flatMap(heldFigures);
	return {
		nodes: countHealth(nodes, healthOf),
		cpuLoadFraction: weightedMean(
			current.map(({cpu}) => ({value: cpu.loadFraction, weight: Math.max(1, cpu.perCore.length)})),
		),
		memoryUsedFraction: weightedMean(
			current.map(({memory}) => share(memory?.usedBytes, memory?.totalBytes)),
		),
		gpus: gpuSummary(current.flatMap(figures => figures.gpus)),
	};
}

function gpuSummary(gpus: readonly Gpu[]): GpuSummary | undefined {
	return gpus.length === 0
		? undefined
		: {
				count: gpus.length,
				utilizationFraction: weightedMean(
					gpus.map(gpu => ({value: gpu.utilizationFraction, weight: 1})),
				),
				memoryUsedFraction: weightedMean(
					gpus.map(gpu => share(gpu.memoryUsedBytes, gpu.memoryTotalBytes)),
				),
			};
}

function heldFigures(node: NodeState): readonly NodeFigures[] {
	const held = heldReading(node);
	return held === undefined ? [] : [held.figures];
}

/** Nodes that are never contacted are no part of the rack's health. */
function countHealth(
	nodes: readonly NodeState[],
	healthOf: (node: NodeState) => Health,
): Summary['nodes'] {
	const enabled = nodes.filter(({config}) => config.isEnabled);
	const count = (health: Health): number =>
		enabled.filter(node => healthOf(node) === health).length;
	return {
		ok: count('ok'),
		warning: count('warning'),
		down: count('down'),
		unknown: count('unknown'),
	};
}

type Weighted = {readonly value: number | undefined; readonly weight: number};

function share(part: number | undefined, whole: number | undefined): Weighted {
	return whole === undefined || whole <= 0 || part === undefined
		? {value: undefined, weight: 0}
		: {value: part / whole, weight: whole};
}

function weightedMean(values: readonly Weighted[]): number | undefined {
	let sum = 0;
	let weights = 0;
	for (const {value, weight} of values) {
		if (value !== undefined) {
			sum += value * weight;
			weights += weight;
		}
	}

	return weights > 0 ? sum / weights : undefined;
}
