import type {NodeChange} from '../domain/job-change.ts';
import type {SlurmNode} from '../domain/partition.ts';

/** https://slurm.schedmd.com/sinfo.html#SECTION_NODE-STATE-CODES */
const drained: ReadonlySet<string> = new Set(['DRAIN', 'DRAINED', 'DRAINING']);
const closed: ReadonlySet<string> = new Set([...drained, 'DOWN', 'ERROR', 'FAIL', 'FAILING']);

/** Names of nodes come from the cluster: what is a list, a range or all of them names more than it says. */
export function isNodeName(name: string): boolean {
	return /^[\w.-]{1,253}$/.test(name) && name.toUpperCase() !== 'ALL';
}

/** Whether a node is as it was wished, where nothing else tells. One that was drained before has another reason. */
export function isNodeAsWished(change: NodeChange, {states, reason}: SlurmNode): boolean {
	return change.kind === 'drain'
		? states.some(state => drained.has(state)) && reason === change.reason
		: states.length > 0 && !states.some(state => closed.has(state));
}

/** Who may not change nodes is told so before any is looked at; all else is told of some of them, and not of which. */
export function isOfAllNodes(words: string): boolean {
	return /permission|denied|invalid user|not authori[sz]ed/i.test(words);
}
