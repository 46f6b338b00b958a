import type {NodeName} from '../domain/ids.ts';
import type {Job} from '../domain/job.ts';
import {hostNames} from '../rules/host-list.ts';
import {nameInRack, rackIndex, rackNode} from './job-nodes.ts';
import type {NodeState, State} from './state.ts';

/** A node that a job runs on. */
export type JobHost = {
	/** As its cluster calls it. */
	readonly slurmName: string;
	/** As the rack calls it where it is there. */
	readonly name: string;
	/** Undefined: it is not in the rack. */
	readonly node: NodeState | undefined;
};

/** In the order in which the cluster tells them; none while it waits. */
export function hostsOfJob(state: State, {nodeList}: Pick<Job, 'nodeList'>): readonly JobHost[] {
	const index = rackIndex(state);
	return (nodeList === undefined ? [] : hostNames(nodeList)).map(slurmName => ({
		slurmName,
		name: nameInRack(index, slurmName),
		node: rackNode(state, slurmName),
	}));
}

/** The node of the rack that a key goes to: the first that is there, or the one after that where the cursor is on it. */
export function nodeToGoTo(
	state: State,
	jobs: ReadonlyArray<Pick<Job, 'nodeList'>>,
): NodeName | undefined {
	const names = jobs
		.flatMap(job => hostsOfJob(state, job))
		.flatMap(({node}) => node?.config.name ?? []);
	const before = names.indexOf(state.screen?.nodes.cursor ?? ('' as NodeName));
	return names[(before + 1) % Math.max(1, names.length)];
}
