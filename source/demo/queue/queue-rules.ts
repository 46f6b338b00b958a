import {demoPartitions} from './cluster-plan.ts';
import type {DemoJob} from './demo-job.ts';
import {type QueueState, usedOf} from './queue-state.ts';

/** The nodes on which it could begin now; undefined: there is no room. */
export function roomFor(state: QueueState, job: DemoJob): readonly string[] | undefined {
	const {partition, nodes: wanted, cpuCount, gpuCount, nodeCount} = job;
	const fitting = state.nodes.filter(node => {
		if (
			!node.partitions.includes(partition) ||
			node.drain !== undefined ||
			(wanted.length > 0 && !wanted.includes(node.name))
		) {
			return false;
		}

		const {cpus, gpus} = usedOf(state, node.name);
		return (
			node.cpus - cpus >= Math.ceil(cpuCount / nodeCount) &&
			node.gpus - gpus >= Math.ceil(gpuCount / nodeCount)
		);
	});
	return fitting.length < nodeCount ? undefined : fitting.slice(0, nodeCount).map(({name}) => name);
}

/** Why it cannot begin, whatever is free, as Slurm calls it; undefined: only room is missing. */
export function obstacleTo(state: QueueState, job: DemoJob): string | undefined {
	const limit = demoPartitions.find(({name}) => name === job.partition)?.limitSeconds ?? 0;
	if (job.held !== undefined) {
		return job.held === 'user' ? 'JobHeldUser' : 'JobHeldAdmin';
	}

	if (job.limitSeconds > limit) {
		return 'PartitionTimeLimit';
	}

	if (job.array !== undefined) {
		const {id, mostAtOnce} = job.array;
		const atOnce = [...state.running].filter(({array}) => array?.id === id).length;
		if (atOnce >= mostAtOnce) {
			return 'JobArrayTaskLimit';
		}
	}

	return (
		dependencyOf(state, job) ?? ((job.beginSecond ?? 0) > state.second ? 'BeginTime' : undefined)
	);
}

function dependencyOf({byId}: QueueState, {afterId}: DemoJob): string | undefined {
	if (afterId === undefined) {
		return undefined;
	}

	const before = byId.get(afterId) ?? [];
	const isLost = before.some(({stage}) => stage.kind === 'ended' && stage.state !== 'COMPLETED');
	const isOpen = before.some(({stage}) => stage.kind !== 'ended');
	return isOpen ? 'Dependency' : isLost ? 'DependencyNeverSatisfied' : undefined;
}
