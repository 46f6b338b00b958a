import type {ActionTable} from './action-table.ts';

/** The log of a node. */
export const logActions: ActionTable = {};
