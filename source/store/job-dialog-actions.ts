import type {ActionTable} from './action-table.ts';

/** What is done to jobs: the capital that asked acts. */
export const jobDialogActions: ActionTable = {};
