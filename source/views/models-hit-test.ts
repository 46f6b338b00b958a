import {modelSortAt} from '../components/model-row.ts';
import type {ClickTarget, WheelTarget} from '../domain/screen.ts';
import {columnNodes, shownModels} from '../store/model-rows.ts';
import {modelsTold} from '../store/models-told.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {modelPlaces, modelsFrame, type ModelsTops} from './models-frame.ts';

type DrawnModels = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly modelsTops: ModelsTops;
};

type Place = {readonly row: number; readonly column: number};

/** What a click in the body of the tab of models means, its rows counted from the first of the body; undefined: nothing. */
export function modelsTarget(
	{row, column}: Place,
	{state, screen, modelsTops}: DrawnModels,
): ClickTarget | undefined {
	if (screen.models.isOpen || modelsTold(state).kind !== 'told') {
		return undefined;
	}

	const {tableRows} = modelsFrame(state, screen);
	const line = row - rowsOverTable(state, screen) - 1;
	const places = modelPlaces(state, screen);
	if (line === -1) {
		const sort = modelSortAt(places, column);
		return sort && {kind: 'modelHead', sort};
	}

	const model =
		line >= 0 && line < tableRows ? shownModels(state)[modelsTops.row + line] : undefined;
	if (model === undefined) {
		return undefined;
	}

	const {column: first, width, count} = places.nodes;
	const cell = column < first ? -1 : Math.floor((column - first) / (width + 2));
	const node =
		count > 0 && cell >= 0 && cell < count
			? columnNodes(state)[modelsTops.node + cell]?.name
			: undefined;
	return {kind: 'model', model: model.key, node};
}

function rowsOverTable(state: State, screen: ScreenState): number {
	const {gap, topRows} = modelsFrame(state, screen);
	return gap + (topRows === 0 ? 0 : topRows + gap);
}

/** What the wheel turns over. */
export function wheelOverModels(
	row: number,
	{state, screen}: Pick<DrawnModels, 'state' | 'screen'>,
): WheelTarget {
	if (screen.models.isOpen) {
		return 'detail';
	}

	const {gap, tableRows} = modelsFrame(state, screen);
	return row >= rowsOverTable(state, screen) + 1 + tableRows + gap + 1 + gap ? 'detail' : 'list';
}
