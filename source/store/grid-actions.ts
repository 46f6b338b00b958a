import type {ActionTable} from './action-table.ts';

/** The grid of nodes: the cursor moves both ways. */
export const gridActions: ActionTable = {};
