import type {ActionTable} from './action-table.ts';

/** A script that is about to be submitted. */
export const submissionActions: ActionTable = {};
