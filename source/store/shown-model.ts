import type {NodeName} from '../domain/ids.ts';
import type {Loadable} from '../domain/loadable.ts';
import type {ShownModel} from '../domain/ollama.ts';
import {own} from '../rules/model-metrics.ts';
import {seenLog} from './log-tab.ts';
import {sourceOf} from './model-copies.ts';
import {type ModelRow, modelNameOf, modelUnderCursor} from './model-rows.ts';
import {shownKey} from './models.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What a node that has it told of a model; idle where nobody was asked. */
export function shownModelOf(state: Pick<State, 'models'>, row: ModelRow): Loadable<ShownModel> {
	const node = sourceOf(row, undefined);
	const told = node && own(state.models.shown, keyOf(node, row));
	return told ?? {state: 'idle'};
}

/** The model that is looked at is asked about once, and of one at a time: who runs through the list asks for few. */
export function readShownModel(state: State): Reduction {
	const {screen, paused, models} = state;
	const isSeen = screen?.tab === 'models' && seenLog(screen) === undefined && paused === undefined;
	const row = isSeen ? modelUnderCursor(state) : undefined;
	const node = row && sourceOf(row, undefined);
	const isAsking = Object.values(models.shown).some(one => one.state === 'loading');
	if (row === undefined || node === undefined || isAsking) {
		return [state, []];
	}

	const key = keyOf(node, row);
	return Object.hasOwn(models.shown, key)
		? [state, []]
		: [
				{...state, models: {...models, shown: {...models.shown, [key]: {state: 'loading'}}}},
				[{type: 'showModel', node, model: modelNameOf(row)}],
			];
}

function keyOf(node: NodeName, row: ModelRow): string {
	return shownKey({node, model: modelNameOf(row)});
}
