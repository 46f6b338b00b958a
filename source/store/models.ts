import type {DeedStage, ModelEvent} from '../domain/model-deed.ts';
import {withFailure} from '../domain/loadable.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {AskedDeed, ModelsState} from './models-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** Of deeds that are over, the newest stay to be read. */
const mostEnded = 200;

/** What is told of deeds that were asked for, and of models that were looked up. */
export function reduceModels(state: State, event: ModelEvent): Reduction {
	return [{...state, models: withEvent(state.models, event)}, []];
}

function withEvent(models: ModelsState, event: ModelEvent): ModelsState {
	switch (event.type) {
		case 'models/deedTold':
			return {...models, deeds: withStage(models.deeds, event)};
		case 'models/shown': {
			const key = shownKey(event);
			const {shown, atMs} = event;
			const before = models.shown[key] ?? {state: 'idle'};
			const after = shown.ok
				? ({state: 'fresh', value: shown.value, atMs} as const)
				: withFailure(before, shown.failure);
			return {...models, shown: {...models.shown, [key]: after}};
		}

		default:
			return assertNever(event);
	}
}

/** A node's name has no blank. */
function shownKey({node, model}: {readonly node: string; readonly model: string}): string {
	return `${node} ${model}`;
}

function withStage(
	deeds: readonly AskedDeed[],
	{number, stage, atMs}: Extract<ModelEvent, {type: 'models/deedTold'}>,
): readonly AskedDeed[] {
	const told = deeds.map(each =>
		each.number === number && !isOver(each.stage) ? {...each, stage, atMs} : each,
	);
	const ended = told.filter(each => isOver(each.stage));
	const dropped = new Set(ended.slice(0, Math.max(0, ended.length - mostEnded)));
	return dropped.size === 0 ? told : told.filter(each => !dropped.has(each));
}

function isOver({state}: DeedStage): boolean {
	return state === 'done' || state === 'failed' || state === 'cancelled';
}
