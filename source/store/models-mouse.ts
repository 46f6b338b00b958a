import type {ClickTarget} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import {isDoubleClick} from './double-click.ts';
import {modelFilterThatShows, sortModelsBy, withModels} from './models-cursor.ts';
import {modelsActions} from './models-actions.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type ModelClick = Extract<ClickTarget, {kind: 'model' | 'modelHead'}>;

/** What a click in the tab of models does: the cursor goes there, and a second one opens what is there. */
export function clickModels(
	state: Screened,
	{target, atMs}: {readonly target: ModelClick; readonly atMs: number},
	live: State,
): Reduction {
	if (target.kind === 'modelHead') {
		return [sortModelsBy(state, target.sort), []];
	}

	const {screen} = state;
	const click = {row: rowOf(target), atMs};
	const isSecond = isDoubleClick(screen, click);
	const there = withCursorOn(state, target);
	const lastClick = isSecond ? undefined : click;
	const next = {...there, screen: {...(there.screen ?? screen), lastClick}};
	const {open} = modelsActions;
	return isSecond && open !== undefined ? open(next, live) : [next, []];
}

type RowClick = Extract<ModelClick, {kind: 'model'}>;

function withCursorOn(state: Screened, {model: cursor, node}: RowClick): State {
	const isSame = state.screen.models.cursor === cursor;
	return withModels(state, {
		...{cursor, node, focus: 'list', filter: modelFilterThatShows(state, cursor)},
		...(isSame ? {} : {detailScroll: 0}),
	});
}

function rowOf({model, node}: RowClick): string {
	return `model ${model} ${node ?? ''}`;
}
