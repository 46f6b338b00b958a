import {tableRowsOf} from '../components/nodes-layout.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {isTooSmall} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {nodeUnderCursor, orderedNodes, shownNodes} from '../store/selectors.ts';
import type {State} from '../store/state.ts';

/**
 * The first row of the table that is on screen. For a component that stays while the table is away, under help, under
 * the open detail or in a terminal that is too small: what comes back is the same picture.
 */
export function useTableTop(state: State, screen: ScreenState): number {
	return useKept<ScrollWindow>(before => tableWindow(state, screen, before)).top;
}

const atFirst: ScrollWindow = {top: 0, cursor: undefined, index: -1};

/** A terminal that is too small has no table that could be moved. */
function tableWindow(
	state: State,
	{size}: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	if (isTooSmall(size)) {
		return before ?? atFirst;
	}

	const shown = shownNodes(state);
	const under = nodeUnderCursor(state);
	const index = under === undefined ? -1 : shown.indexOf(under);
	const rows = tableRowsOf({rows: size.rows, nodeCount: orderedNodes(state).length});
	return scrollWindow({count: shown.length, rows, cursor: under?.config.name, index}, before);
}
