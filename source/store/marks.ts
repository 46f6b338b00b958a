/** Marks belong to nodes, not to rows: they survive a filter and a sort, and go with their node. */
import type {Screened} from './action-table.ts';
import {withNodesScreen} from './cursor.ts';
import {nodeUnderCursor} from './selectors.ts';
import {positionOf, type State} from './state.ts';

/** Marks the node under the cursor, or takes its mark off. */
export function toggleMark(state: Screened): State {
	const name = nodeUnderCursor(state)?.config.name;
	if (name === undefined || positionOf(state, name) === undefined) {
		return state;
	}

	const {marks} = state.screen.nodes;
	return withNodesScreen(state, state.screen, {
		marks: marks.includes(name) ? marks.filter(marked => marked !== name) : [...marks, name],
	});
}
