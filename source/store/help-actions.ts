import {mostHelpRows} from '../domain/screen.ts';
import {type ActionTable, changing, moving, withScreen} from './action-table.ts';
import {lastHelpScroll} from './help-keys.ts';
import {deleteAll, deleteLeft} from './screen-line.ts';

/** The whole body lists the keys. */
export const helpActions: ActionTable = {
	...moving({
		by(state, rows) {
			const {screen} = state;
			const {help} = screen;
			if (help === undefined) {
				return state;
			}

			const scroll = Math.max(0, Math.min(lastHelpScroll(state), help.scroll + rows));
			return scroll === help.scroll
				? state
				: withScreen(state, {...screen, help: {...help, scroll}});
		},
		pageRows: ({screen}) => mostHelpRows(screen.size),
	}),
	back: changing(screen => ({...screen, help: undefined})),
	deleteLeft: changing(deleteLeft),
	deleteAll: changing(deleteAll),
};
