import type {NodeName} from '../domain/ids.ts';
import {hasModelColumns} from '../domain/screen.ts';
import type {Loadable} from '../domain/loadable.ts';
import type {ShownModel} from '../domain/ollama.ts';
import {own} from '../rules/model-metrics.ts';
import {seenLog} from './log-tab.ts';
import {sourceOf} from './model-copies.ts';
import {
	columnNodes,
	type ModelRow,
	modelNameOf,
	modelUnderCursor,
	shownModels,
} from './model-rows.ts';
import {shownKey} from './models.ts';
import type {Reduction} from './reduction.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** What a node that has it told of a model; idle where nobody was asked. */
export function shownModelOf(state: Pick<State, 'models'>, row: ModelRow): Loadable<ShownModel> {
	const node = sourceOf(row, undefined);
	const told = node && own(state.models.shown, keyOf(node, row));
	return told ?? {state: 'idle'};
}

/**
 * The model that is looked at is asked about once, and of one at a time: who runs through the list asks for few. Where
 * there is a column of what only this tells, the others follow it.
 */
export function readShownModel(state: State): Reduction {
	const {screen, paused, models} = state;
	const isSeen = screen?.tab === 'models' && seenLog(screen) === undefined && paused === undefined;
	const isAsking = Object.values(models.shown).some(one => one.state === 'loading');
	const next = isSeen && !isAsking ? firstUntold(state, screen) : undefined;
	if (next === undefined) {
		return [state, []];
	}

	const {row, node, key} = next;
	return [
		{...state, models: {...models, shown: {...models.shown, [key]: {state: 'loading'}}}},
		[{type: 'showModel', node, model: modelNameOf(row)}],
	];
}

function firstUntold(state: State, {size}: ScreenState) {
	const under = modelUnderCursor(state);
	const others = hasModelColumns(size, columnNodes(state).length) ? shownModels(state) : [];
	for (const row of under === undefined ? others : [under, ...others]) {
		const node = sourceOf(row, undefined);
		if (node !== undefined && !Object.hasOwn(state.models.shown, keyOf(node, row))) {
			return {row, node, key: keyOf(node, row)};
		}
	}

	return undefined;
}

function keyOf(node: NodeName, row: ModelRow): string {
	return shownKey({node, model: modelNameOf(row)});
}
