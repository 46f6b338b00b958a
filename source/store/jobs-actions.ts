import type {ActionTable} from './action-table.ts';

/** The queue of a Slurm cluster. */
export const jobsActions: ActionTable = {};
