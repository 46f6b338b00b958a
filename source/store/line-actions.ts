import {type ActionTable, changing, type Screened} from './action-table.ts';
import {goToFirstMatch} from './log-actions.ts';
import {keepAnswer} from './line-answers.ts';
import {canRecallSearch, keepSearch, recallSearch} from './log-search.ts';
import type {Reduction} from './reduction.ts';
import {deleteAll, deleteLeft, keepLine, leaveLine} from './screen-line.ts';
import type {State} from './state.ts';

/** What is typed in the line of speech. */
export const lineActions: ActionTable = {
	keepLine: keep,
	back: changing(leaveLine),
	recallOlder: changing(recallSearch),
	deleteLeft: changing(deleteLeft),
	deleteAll: changing(deleteAll),
};

/** What is looked for in a log is gone to. */
function keep(state: Screened, live: State): Reduction {
	const asked = keepAnswer(state, live);
	if (asked !== undefined) {
		return asked;
	}

	const {screen} = state;
	return [
		screen.line?.purpose === 'searchLog'
			? goToFirstMatch({...state, screen: keepSearch(screen)}, canRecallSearch(screen.line))
			: {...state, screen: keepLine(screen)},
		[],
	];
}
