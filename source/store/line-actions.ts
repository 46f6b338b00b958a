import {type ActionTable, changing} from './action-table.ts';
import {deleteAll, deleteLeft, keepLine, leaveLine} from './screen-line.ts';

/** What is typed in the line of speech. */
export const lineActions: ActionTable = {
	keepLine: changing(keepLine),
	back: changing(leaveLine),
	deleteLeft: changing(deleteLeft),
	deleteAll: changing(deleteAll),
};
