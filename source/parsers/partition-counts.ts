import type {TimeLimit} from '../domain/job.ts';
import type {ResourceCounts, SlurmNode, SlurmPartition} from '../domain/partition.ts';

/** A node as one of its partitions has it. */
export type PartitionRow = {
	readonly name: string;
	readonly isDefault: boolean;
	readonly state: string;
	readonly timeLimitSeconds: TimeLimit | undefined;
	readonly node: SlurmNode;
	readonly cpusIdle: number | undefined;
};

/** In the order in which they were told. */
export function partitionsOf(rows: readonly PartitionRow[]): readonly SlurmPartition[] {
	const byName = Map.groupBy(rows, ({name}) => name);
	return [...byName].map(([name, own]) => {
		const [first] = own;
		return {
			name,
			isDefault: own.some(({isDefault}) => isDefault),
			state: first?.state ?? '',
			timeLimitSeconds: first?.timeLimitSeconds,
			nodes: sum(own.map(nodeCounts)),
			cpus: sum(own.map(cpuCounts)),
			gpus: own.some(({node}) => node.gpusTotal !== undefined)
				? sum(own.map(gpuCounts))
				: undefined,
		};
	});
}

const busy: ReadonlySet<string> = new Set(['ALLOCATED', 'MIXED', 'COMPLETING']);
const free: ReadonlySet<string> = new Set(['IDLE', 'PLANNED', 'BLOCKED']);
/** Beside another state: nobody can have it now. */
const closed: ReadonlySet<string> = new Set([
	'DRAIN',
	'MAINTENANCE',
	'NOT_RESPONDING',
	'POWERING_DOWN',
	'REBOOT_ISSUED',
	'RESERVED',
]);

type Use = 'allocated' | 'idle' | 'other';

function stateUse({node: {states}}: PartitionRow): Use {
	const [state = ''] = states;
	if (states.some(one => closed.has(one))) {
		return 'other';
	}

	return busy.has(state) ? 'allocated' : free.has(state) ? 'idle' : 'other';
}

function nodeCounts(row: PartitionRow): ResourceCounts {
	return {allocated: 0, idle: 0, other: 0, [stateUse(row)]: 1, total: 1};
}

function cpuCounts({node, cpusIdle = 0}: PartitionRow): ResourceCounts {
	const {cpusAllocated = 0, cpusOther = 0, cpusTotal = 0} = node;
	return {allocated: cpusAllocated, idle: cpusIdle, other: cpusOther, total: cpusTotal};
}

function gpuCounts(row: PartitionRow): ResourceCounts {
	const {gpusTotal: total = 0, gpusUsed = 0} = row.node;
	const allocated = Math.min(gpusUsed, total);
	const left = total - allocated;
	const isOpen = stateUse(row) !== 'other';
	return {allocated, idle: isOpen ? left : 0, other: isOpen ? 0 : left, total};
}

function sum(counts: readonly ResourceCounts[]): ResourceCounts {
	return counts.reduce(
		(all, one) => ({
			allocated: all.allocated + one.allocated,
			idle: all.idle + one.idle,
			other: all.other + one.other,
			total: all.total + one.total,
		}),
		{allocated: 0, idle: 0, other: 0, total: 0},
	);
}
