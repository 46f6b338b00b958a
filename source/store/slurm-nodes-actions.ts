import type {ActionTable} from './action-table.ts';
import {clusterActions} from './cluster-actions.ts';

/** The nodes and partitions of a Slurm cluster. */
export const slurmNodesActions: ActionTable = {...clusterActions};
