import type {Clock} from '../domain/clock.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';
import {type ClusterMemory, newClusterMemory} from './known-fields.ts';
import {createSlurmChanges} from './slurm-changes.ts';
import type {SlurmClient} from './slurm-client.ts';
import {createSlurmClusterReads} from './slurm-cluster-reads.ts';
import type {AskSlurm} from './slurm-command.ts';
import {createSlurmJobReads} from './slurm-job-reads.ts';
import {createSlurmLists} from './slurm-lists.ts';
import {createSlurmNodeChanges} from './slurm-node-changes.ts';
import {createSlurmSubmit} from './slurm-submit.ts';

export type SlurmClientParts = {
	readonly ask: AskSlurm;
	/** As failures name the cluster. */
	readonly where: string;
	readonly clock: Clock;
	/** Shared by all who ask the same cluster as the same user. @default one of its own */
	readonly memory?: ClusterMemory;
};

/** All that a cluster can be asked over one way to its login node. */
export function createSlurmClient({
	ask,
	where,
	clock,
	memory = newClusterMemory(),
}: SlurmClientParts): SlurmClient {
	const newMark = newNonce;
	const {listJobsWith, ...lists} = createSlurmLists({ask, where, newMark, clock, memory});
	const clusterReads = createSlurmClusterReads({ask, where, newMark, memory});
	return {
		...lists,
		...clusterReads,
		...createSlurmJobReads({ask, where, listJobsWith, newMark, clock, memory}),
		...createSlurmChanges({ask, listJobs: lists.listJobs}),
		...createSlurmNodeChanges({ask, listNodes: clusterReads.listNodes}),
		...createSlurmSubmit({ask, clock}),
	};
}
