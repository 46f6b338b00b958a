import type {ActionTable} from './action-table.ts';
import {clusterActions} from './cluster-actions.ts';
import {slurmNodeChangeActions} from './slurm-node-changes.ts';

/** The nodes and partitions of a Slurm cluster. */
export const slurmNodesActions: ActionTable = {...clusterActions, ...slurmNodeChangeActions};
