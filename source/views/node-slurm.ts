import type {NodeSlurm} from '../components/slurm-facts.ts';
import {slurmNodeFacts} from '../store/slurm-node-facts.ts';
import {slurmOfRackNode} from '../store/slurm-node-jobs.ts';
import type {NodeState, State} from '../store/state.ts';
import {slurmReasonParts, slurmStatesText} from '../theme/slurm-node-text.ts';
import {ranMs} from './slurm-node-jobs.ts';

/** What a Slurm cluster does on a node of the rack; undefined where none knows it. */
export function nodeSlurm(state: State, rackNode: NodeState): NodeSlurm | undefined {
	const told = slurmOfRackNode(state, rackNode);
	if (told === undefined) {
		return undefined;
	}

	const {cluster, node, jobs} = told;
	return {
		health: node === undefined ? 'unknown' : slurmNodeFacts(node).health,
		state: node && slurmStatesText(node),
		reason: node === undefined ? [] : slurmReasonParts(node, state.clock.wallMs),
		jobs: jobs.map(there => {
			const {id, name, user} = there.job;
			return {id, name, user, ranMs: ranMs(there, {cluster, state})};
		}),
	};
}
