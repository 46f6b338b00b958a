import type {ActionTable} from './action-table.ts';

/** The nodes and partitions of a Slurm cluster. */
export const slurmNodesActions: ActionTable = {};
