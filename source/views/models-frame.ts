import {
	layoutModels,
	type ModelPlaces,
	type ModelsLayout,
	modelTableRows,
	placesOfModels,
} from '../components/models-layout.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {isTooSmall, mostModelRows} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import {allModels, columnNodes, modelUnderCursor, shownModels} from '../store/model-rows.ts';
import {nodeOfCell} from '../store/models-cursor.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';

/** The first row of the models that is on screen, and the first of the nodes. */
export type ModelsTops = {readonly row: number; readonly node: number};

/** How the body of the tab of models is shared out: for whoever draws it, and whoever asks what is at a place. */
export function modelsFrame(state: State, {size, models}: ScreenState): ModelsLayout {
	return layoutModels({
		...size,
		rowCount: allModels(state).length,
		mostRows: mostModelRows(size),
		isOpen: models.isOpen,
	});
}

/** Where everything of a row stands. */
export function modelPlaces(state: State, {size}: ScreenState): ModelPlaces {
	return placesOfModels(size.columns, columnNodes(state).length);
}

/** For a component that stays while they are away: what comes back is the same picture. */
export function useModelsTops(state: State, screen: ScreenState): ModelsTops {
	const isSeen = screen.tab === 'models' && !isTooSmall(screen.size);
	const row = useKept<ScrollWindow>(before =>
		isSeen ? rowWindow(state, screen, before) : (before ?? atFirst),
	).top;
	const node = useKept<ScrollWindow>(before =>
		isSeen ? nodeWindow(state, screen, before) : (before ?? atFirst),
	).top;
	return {row, node};
}

const atFirst: ScrollWindow = {top: 0, cursor: undefined, index: -1};

function rowWindow(
	state: State,
	{size, models}: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	const shown = shownModels(state);
	const under = modelUnderCursor(state);
	const rows = modelTableRows({
		rowCount: allModels(state).length,
		mostRows: mostModelRows(size),
	});
	const cursor = models.cursor === undefined ? 'first' : under?.key;
	const index = under === undefined ? -1 : shown.indexOf(under);
	return scrollWindow({count: shown.length, rows, cursor, index}, before);
}

function nodeWindow(
	state: State,
	screen: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	const nodes = columnNodes(state);
	const cursor = nodeOfCell(state);
	const index = cursor === undefined ? -1 : nodes.findIndex(({name}) => name === cursor);
	const {count: rows} = modelPlaces(state, screen).nodes;
	return scrollWindow({count: nodes.length, rows: Math.max(1, rows), cursor, index}, before);
}
