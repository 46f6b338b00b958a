import {optionOf, type ProgramAnswer, said} from './answer.ts';
import {type ComputeNode, type DemoPartition, demoPartitions} from './cluster-plan.ts';
import {gresText, lengthText, timeText} from './job-fields.ts';
import {type QueueState, usedOf} from './queue-state.ts';

type NodeRow = {
	readonly node: ComputeNode;
	readonly partition: DemoPartition;
	readonly state: QueueState;
	readonly epoch: number;
};

const fields: Readonly<Record<string, (row: NodeRow) => string>> = {
	nodehost: ({node}) => node.name,
	partition: ({partition}) => `${partition.name}${partition.isDefault ? '*' : ''}`,
	available: () => 'up',
	time: ({partition}) => lengthText(partition.limitSeconds),
	statelong: stateText,
	cpusstate: cpusText,
	cpusload: row => (usedOf(row.state, row.node.name).cpus * 0.97).toFixed(2),
	memory: ({node}) => `${node.memoryMebibytes}`,
	freemem: row => {
		const {cpus} = usedOf(row.state, row.node.name);
		return `${Math.floor(row.node.memoryMebibytes * (1 - (0.8 * cpus) / row.node.cpus))}`;
	},
	gres: ({node}) => gresText(node),
	gresused: row => gresText(row.node, usedOf(row.state, row.node.name).gpus),
	features: ({node}) => (node.gpus > 0 ? node.gpuType : 'avx512'),
	user: ({node}) => node.drain?.user ?? 'Unknown',
	timestamp: ({node, epoch}) =>
		node.drain === undefined ? 'Unknown' : timeText(node.drain.second, {epoch}),
	reason: ({node}) => node.drain?.reason ?? 'none',
};

/** A line for each node in each of its partitions. */
export function sinfoAnswer(
	argv: readonly string[],
	state: QueueState,
	epoch: number,
): ProgramAnswer {
	const columns = (optionOf(argv, 'Format', '-O') ?? '').split(',').map(word => {
		const at = word.indexOf(':');
		return {tell: fields[word.slice(0, at).toLowerCase()], suffix: word.slice(at + 1)};
	});
	const rows = state.nodes.flatMap(node =>
		demoPartitions
			.filter(({name}) => node.partitions.includes(name))
			.map((partition): NodeRow => ({node, partition, state, epoch})),
	);
	return said(
		rows
			.map(row => `${columns.map(({tell, suffix}) => `${tell?.(row) ?? ''}${suffix}`).join('')}\n`)
			.join(''),
	);
}

function stateText({node, state}: NodeRow): string {
	const {cpus} = usedOf(state, node.name);
	if (node.drain !== undefined) {
		return cpus > 0 ? 'draining' : 'drained';
	}

	return cpus === 0 ? 'idle' : cpus < node.cpus ? 'mixed' : 'allocated';
}

/** Allocated, idle, other, all. */
function cpusText({node, state}: NodeRow): string {
	const {cpus} = usedOf(state, node.name);
	const left = node.cpus - cpus;
	return node.drain === undefined
		? `${cpus}/${left}/0/${node.cpus}`
		: `${cpus}/0/${left}/${node.cpus}`;
}
