import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {isTooSmall} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {gridFrame, gridLines, lineOfCursor} from './grid-picture.ts';

/** The first line of the grid that is on screen; kept while the grid is away (views/table-top.ts). */
export function useGridTop(state: State, screen: ScreenState): number {
	return useKept<ScrollWindow>(before => gridWindow(state, screen, before)).top;
}

const atFirst: ScrollWindow = {top: 0, cursor: undefined, index: -1};

/** Which node the cursor is on is nothing to the window: the order of the grid does not change under it. */
function gridWindow(
	state: State,
	screen: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	if (screen.nodes.view !== 'grid' || isTooSmall(screen.size)) {
		return before ?? atFirst;
	}

	const {isAiry, gridRows} = gridFrame(state, screen);
	const lines = gridLines(state, isAiry);
	const index = lineOfCursor(state, lines);
	return scrollWindow({count: lines.length, rows: gridRows, cursor: undefined, index}, before);
}
