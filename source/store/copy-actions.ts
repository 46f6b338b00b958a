import type {CopyKind} from '../domain/notice.ts';
import {type Act, type ActionTable, changing, withScreen} from './action-table.ts';
import {markedNodes} from './selectors.ts';

/** As what nodes are copied. */
export const copyActions: ActionTable = {
	copySshCommand: copying('sshCommand'),
	copyJson: copying('json'),
	copyName: copying('name'),
	cancel: changing(screen => ({...screen, dialog: undefined})),
};

/** Asks as what; of the marked nodes, else of the one under the cursor. */
export const askCopy: Act = state => {
	const nodes = markedNodes(state);
	return nodes.length === 0
		? [state, []]
		: [withScreen(state, {...state.screen, dialog: {kind: 'copy', nodes}}), []];
};

function copying(what: CopyKind): Act {
	return state => {
		const {screen} = state;
		return screen.dialog?.kind === 'copy'
			? [
					withScreen(state, {...screen, dialog: undefined}),
					[{type: 'copyNodes', nodes: screen.dialog.nodes, what}],
				]
			: [state, []];
	};
}
