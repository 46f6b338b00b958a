import {mostModelRows, type ModelSort, shownModelNodes} from '../domain/screen.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Screened} from './action-table.ts';
import type {DetailTable} from './detail-scroll.ts';
import {columnNodes, modelUnderCursor, shownModels} from './model-rows.ts';
import {transfersOf} from './model-deeds.ts';
import type {ModelsScreen} from './models-screen.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** The same state when nothing changes. */
export function withModels(state: State, changes: Partial<ModelsScreen>): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const next = withModelsOf(screen, changes);
	return next === screen ? state : {...state, screen: next};
}

export function withModelsOf(screen: ScreenState, changes: Partial<ModelsScreen>): ScreenState {
	const names = Object.keys(changes) as (keyof ModelsScreen)[];
	return names.every(name => screen.models[name] === changes[name])
		? screen
		: {...screen, models: {...screen.models, ...changes}};
}

export const modelsTable: DetailTable = {
	detailOf: ({models}) => models,
	withDetail: withModels,
	moveCursor: moveModelCursor,
	listRows: mostModelRows,
	headRows: 5,
};

/** So many rows down, or up; beyond an end it stays there. */
export function moveModelCursor(state: Screened, rows: number): State {
	const shown = shownModels(state);
	const row = modelUnderCursor(state);
	const place = row === undefined ? 0 : shown.indexOf(row);
	const next = shown[Math.max(0, Math.min(shown.length - 1, place + rows))];
	return next === undefined || next === row
		? state
		: withModels(state, {cursor: next.key, detailScroll: 0});
}

/** The node whose cell the cursor is in; undefined: none, also where no cells are seen. */
export function nodeOfCell(state: State): NodeName | undefined {
	const {screen} = state;
	const node = screen?.models.node;
	return screen !== undefined && node !== undefined && shownModelNodes(screen.size) > 0
		? columnNodes(state).find(({name}) => name === node)?.name
		: undefined;
}

/** To the cell of the next node; left of the first the whole model is meant. */
export function moveModelNode(state: Screened, steps: number): State {
	if (shownModelNodes(state.screen.size) === 0) {
		return state;
	}

	const nodes = columnNodes(state);
	const node = nodeOfCell(state);
	const place = nodes.findIndex(({name}) => name === node) + steps;
	return withModels(state, {node: nodes[Math.min(place, nodes.length - 1)]?.name});
}

/** Of the transfers. */
export function moveDeedCursor(state: Screened, rows: number): State {
	const all = transfersOf(state);
	const under = deedUnderCursor(state);
	const place = under === undefined ? 0 : all.indexOf(under);
	const next = all[Math.max(0, Math.min(all.length - 1, place + rows))];
	return next === undefined ? state : withModels(state, {deed: next.number});
}

export function deedUnderCursor(state: State) {
	const all = transfersOf(state);
	return all.find(({number}) => number === state.screen?.models.deed) ?? all[0];
}

/** The cursor on what is under it, now that a person has seen it there. */
export function settleModelCursor(state: State): State {
	const {screen} = state;
	const row = modelUnderCursor(state);
	return screen === undefined || row === undefined ? state : withModels(state, {cursor: row.key});
}

/** Marks belong to models, not to rows: they survive a filter and a sort. */
export function toggleModelMark(state: Screened): State {
	const row = modelUnderCursor(state);
	const {marks} = state.screen.models;
	if (row === undefined || row.isGone) {
		return state;
	}

	return withModels(state, {
		marks: marks.includes(row.key) ? marks.filter(one => one !== row.key) : [...marks, row.key],
	});
}

/** The filter where the cursor goes to this model: one that hides it goes. */
export function modelFilterThatShows(state: State, key: string): string {
	const isShown = shownModels(state).some(row => row.key === key);
	return isShown ? (state.screen?.models.filter ?? '') : '';
}

export function sortModelsBy(state: State, sort: ModelSort): State {
	return withModels(state, {sort});
}
