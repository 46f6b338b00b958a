import type {DeedStage, ModelEvent} from '../domain/model-deed.ts';
import {withFailure} from '../domain/loadable.ts';
import {assertNever} from '../domain/assert-never.ts';
import {modelfileRead} from './model-create.ts';
import {isOver} from './model-deeds.ts';
import type {AskedDeed, ModelsState} from './models-state.ts';
import {syncAfter} from './model-sync.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** Of deeds that are over, the newest stay to be read. */
const mostEnded = 200;

/** What is told of deeds that were asked for, and of models that were looked up. */
export function reduceModels(state: State, event: ModelEvent): Reduction {
	if (event.type === 'models/modelfileRead') {
		return [modelfileRead(state, event), []];
	}

	const next = {...state, models: withEvent(state.models, event)};
	return event.type === 'models/deedTold' ? syncAfter(next, event) : [next, []];
}

type Told = Exclude<ModelEvent, {type: 'models/modelfileRead'}>;

function withEvent(models: ModelsState, event: Told): ModelsState {
	switch (event.type) {
		case 'models/deedTold':
			return withToldDeed(models, event);
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

/** What was told of a model that is another one now has to be asked anew. */
function withToldDeed(models: ModelsState, event: DeedTold): ModelsState {
	const deeds = withStage(models.deeds, event);
	const deed = deeds.find(({number}) => number === event.number)?.deed;
	if (deed === undefined || event.stage.state !== 'done') {
		return {...models, deeds};
	}

	const {[shownKey(deed)]: _old, ...shown} = models.shown;
	return {...models, deeds, shown};
}

type DeedTold = Extract<ModelEvent, {type: 'models/deedTold'}>;

/** A node's name has no blank. */
export function shownKey({node, model}: {readonly node: string; readonly model: string}): string {
	return `${node} ${model}`;
}

function withStage(
	deeds: readonly AskedDeed[],
	{number, stage, atMs}: DeedTold,
): readonly AskedDeed[] {
	const told = deeds.map(each =>
		each.number === number && !isOver(each.stage)
			? {...each, stage, atMs, ...workAfter(each, stage, atMs)}
			: each,
	);
	const ended = told.filter(each => isOver(each.stage));
	const dropped = new Set(ended.slice(0, Math.max(0, ended.length - mostEnded)));
	return dropped.size === 0 ? told : told.filter(each => !dropped.has(each));
}

/** A node tells no more of a fetch that has ended: what was told last is kept. */
function workAfter(
	{work}: AskedDeed,
	stage: DeedStage,
	atMs: number,
): {readonly work?: NonNullable<AskedDeed['work']>} {
	if (stage.state !== 'working') {
		return {};
	}

	const {layers} = stage.progress;
	const known = layers.length === 0 ? (work?.layers ?? []) : layers;
	return {work: {fromMs: work?.fromMs ?? atMs, layers: known}};
}
