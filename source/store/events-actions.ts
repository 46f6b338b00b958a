import type {ActionTable} from './action-table.ts';

/** The Events tab. */
export const eventsActions: ActionTable = {};
