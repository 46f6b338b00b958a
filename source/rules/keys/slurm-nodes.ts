import type {Binding} from './binding.ts';

/** The partitions and nodes of a Slurm cluster. */
export const slurmNodesKeys: readonly Binding[] = [
	{
		context: 'slurmNodes',
		action: 'open',
		keys: ['enter'],
		words: 'open it, go to its job',
		hint: 'open',
		place: 'first',
	},
	{
		context: 'slurmNodes',
		action: 'showNode',
		keys: ['n'],
		words: 'go to it in the Nodes tab',
		hint: 'in the rack',
	},
	{
		context: 'slurmNodes',
		action: 'sortNext',
		keys: ['s'],
		words: 'sort by the next column',
		hint: 'sort',
	},
	{
		context: 'slurmNodes',
		action: 'toggleSlurmNodes',
		keys: ['v'],
		words: 'jobs, or partitions and nodes',
		hint: 'jobs',
	},
	{context: 'slurmNodes', action: 'nextCluster', keys: ['c'], words: 'next cluster'},
	{context: 'slurmNodes', action: 'copy', keys: ['y'], words: 'copy the name'},
	{context: 'slurmNodes', action: 'retry', keys: ['r'], words: 'ask now'},
	{context: 'slurmNodes', action: 'drainNode', keys: ['D'], words: 'drain', hint: 'drain'},
	{context: 'slurmNodes', action: 'resumeNode', keys: ['U'], words: 'resume', hint: 'resume'},
];
