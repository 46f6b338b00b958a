import type {ActionTable} from './action-table.ts';

/** What the detail of a job has: its script, why it waits, its log, its nodes. Part of the table of jobs (jobs-actions.ts). */
export const jobDetailActions: ActionTable = {};
