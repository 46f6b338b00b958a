import type {Act, ActionTable} from './action-table.ts';
import {closedWith} from './dialogs.ts';
import {nodeUnderCursor} from './selectors.ts';
import {nodeNamed} from './state.ts';

/** A shell on the node under the cursor, which can change anything there. */
const shell: Act = (state, live) => {
	const name = nodeUnderCursor(state)?.config.name;
	const node = name === undefined ? undefined : nodeNamed(live, name)?.config;
	if (node === undefined) {
		return [state, []];
	}

	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	return live.session.isDemo
		? [closedWith(state, {kind: 'refused', reason: 'The demo has no real nodes.'}, live), []]
		: [state, [{type: 'openNodeShell', node}]];
};

export const shellActions: ActionTable = {shell};
