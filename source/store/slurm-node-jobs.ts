/** Which jobs run on which node of a cluster: the join of its queue with its list of nodes, both ways. */
import type {Job} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {SlurmNode} from '../domain/partition.ts';
import {hostNames} from '../rules/host-list.ts';
import {phaseOf} from '../rules/job-phase.ts';
import type {ClusterState} from './clusters-state.ts';
import {slurmNameOf} from './job-nodes.ts';
import {ownUser} from './own-jobs.ts';
import type {NodeState, State} from './state.ts';

export type JobThere = {readonly job: Job; readonly isOwn: boolean};

/** Of all that is known, own ones first; `name` as the cluster calls the node. */
export function jobsOnNode(cluster: ClusterState, name: string): readonly JobThere[] {
	const user = ownUser(cluster);
	const own = found(loadedValue(cluster.mine), name);
	const others = found(loadedValue(cluster.all), name).filter(job => job.user !== user);
	return [...own.map(job => ({job, isOwn: true})), ...others.map(job => ({job, isOwn: false}))];
}

/** A node of the rack as its cluster tells of it. */
export type RackNodeInSlurm = {
	readonly cluster: ClusterState;
	/** Undefined: the cluster has not told its nodes, but a job runs there. */
	readonly node: SlurmNode | undefined;
	readonly jobs: readonly JobThere[];
};

/** Undefined where no cluster knows it. */
export function slurmOfRackNode(
	{clusters}: Pick<State, 'clusters'>,
	rackNode: NodeState,
): RackNodeInSlurm | undefined {
	const name = slurmNameOf(rackNode);
	for (const cluster of clusters) {
		const node = loadedValue(cluster.nodes)?.nodes.find(one => one.name === name);
		const jobs = jobsOnNode(cluster, name);
		if (node !== undefined || jobs.length > 0) {
			return {cluster, node, jobs};
		}
	}

	return undefined;
}

type JobsByNode = ReadonlyMap<string, readonly Job[]>;

/** Of each list once: it is asked for with each row that is drawn. */
const indices = new WeakMap<readonly Job[], JobsByNode>();

function found(jobs: readonly Job[] | undefined, name: string): readonly Job[] {
	if (jobs === undefined) {
		return [];
	}

	const index = indices.get(jobs) ?? indexOf(jobs);
	indices.set(jobs, index);
	return index.get(name) ?? [];
}

/** Those that wait or have ended are on no node. */
function indexOf(jobs: readonly Job[]): JobsByNode {
	const index = new Map<string, Job[]>();
	for (const job of jobs) {
		if (job.nodeList === undefined || phaseOf(job) !== 'runs') {
			continue;
		}

		for (const name of hostNames(job.nodeList)) {
			const before = index.get(name);
			if (before === undefined) {
				index.set(name, [job]);
			} else {
				before.push(job);
			}
		}
	}

	return index;
}
