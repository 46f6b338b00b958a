import {assertNever} from '../domain/assert-never.ts';
import {nextModelSort} from '../rules/model-order.ts';
import {type ActionTable, changing, moving, type Screened} from './action-table.ts';
import {detailPageRows, movingWithDetail} from './detail-scroll.ts';
import {modelDeedActions, transferActions} from './model-deed-actions.ts';
import {transfersOf, modelOf} from './model-deeds.ts';
import {modelNameOf, modelsMeant, modelUnderCursor} from './model-rows.ts';
import {
	deedUnderCursor,
	modelFilterThatShows,
	moveDeedCursor,
	moveModelCursor,
	modelsTable,
	moveModelNode,
	sortModelsBy,
	toggleModelMark,
	withModels,
	withModelsOf,
} from './models-cursor.ts';
import {openModelLine} from './model-lines.ts';
import type {Reduction} from './reduction.ts';
import {openInvertedLine, openLine} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';
import {fullModelName} from '../rules/model-name.ts';
import {wayBack} from './way-back.ts';

/** The models of the rack: their table and their detail. */
export const modelsActions: ActionTable = {
	...movingWithDetail(modelsTable),
	moveLeft: state => [moveModelNode(state, -1), []],
	moveRight: state => [moveModelNode(state, 1), []],
	open: state => [
		withModels(state, {isOpen: modelUnderCursor(state)?.isGone === false, detailScroll: 0}),
		[],
	],
	back: changing(goBack),
	mark(state) {
		const marked = toggleModelMark(state);
		return [moveModelCursor({...marked, screen: marked.screen ?? state.screen}, 1), []];
	},
	sortNext: state => [sortModelsBy(state, nextModelSort(state.screen.models.sort)), []],
	nextPane: changing(focusNext),
	filter: changing(screen => openLine(screen, 'filterModels')),
	filterOut: changing(screen => openInvertedLine(screen, 'filterModels')),
	copy: copyNames,
	fitModel: state => openModelLine(state, 'fitContext'),
	transfers: showTransfers,
	...modelDeedActions,
};

/** What is being done with models, where the keys go there. */
export const transfersActions: ActionTable = {
	...moving({by: moveDeedCursor, pageRows: state => detailPageRows(modelsTable, state)}),
	open: state => [goToModel(state), []],
	back: changing(screen => withModelsOf(screen, {pane: 'facts', focus: 'list', isOpen: false})),
	nextPane: changing(focusNext),
	transfers: changing(screen => withModelsOf(screen, {pane: 'facts', detailScroll: 0})),
	...transferActions,
};

/** With the keys there; the same key goes back. */
function showTransfers(state: Screened): Reduction {
	const isShown = state.screen.models.pane === 'transfers';
	const pane = isShown ? 'facts' : 'transfers';
	const first = transfersOf(state)[0]?.number;
	return [
		withModels(state, {pane, detailScroll: 0, ...(isShown ? {} : {focus: 'detail', deed: first})}),
		[],
	];
}

function goToModel(state: Screened): State {
	const asked = deedUnderCursor(state);
	if (asked === undefined) {
		return state;
	}

	const cursor = fullModelName(modelOf(asked.deed));
	const filter = modelFilterThatShows(state, cursor);
	return withModels(state, {
		...{cursor, node: asked.deed.node, filter, pane: 'facts', focus: 'list'},
		...{isOpen: false, detailScroll: 0},
	});
}

/** The detail that has the whole body has the keys already. */
function focusNext(screen: ScreenState): ScreenState {
	const {isOpen, focus} = screen.models;
	return isOpen ? screen : withModelsOf(screen, {focus: focus === 'list' ? 'detail' : 'list'});
}

function copyNames(state: Screened): Reduction {
	const names = modelsMeant(state).map(modelNameOf);
	return [
		state,
		names.length === 0 ? [] : [{type: 'copyText', what: 'name', text: names.join(' ')}],
	];
}

/** Out of a cell before out of what was filtered. */
function goBack(screen: ScreenState): ScreenState {
	const {models} = screen;
	const way = wayBack(models);
	if (models.node !== undefined && (way === undefined || way === 'filter')) {
		return withModelsOf(screen, {node: undefined});
	}

	switch (way) {
		case undefined:
			return screen;
		case 'marks':
			return withModelsOf(screen, {marks: []});
		case 'pane':
			return withModelsOf(screen, {pane: 'facts', detailScroll: 0});
		case 'open':
			return withModelsOf(screen, {isOpen: false, detailScroll: 0});
		case 'focus':
			return withModelsOf(screen, {focus: 'list'});
		case 'filter':
			return withModelsOf(screen, {filter: ''});
		default:
			return assertNever(way);
	}
}
