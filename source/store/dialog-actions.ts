import type {ActionTable} from './action-table.ts';

/** A dialog takes all keys. */
export const dialogActions: ActionTable = {};
