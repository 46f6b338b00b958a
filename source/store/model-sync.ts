/** What the configuration wants of models, carried out from the screen: a plan that is shown, and its steps one after the other. */
import type {NodeName} from '../domain/ids.ts';
import type {ModelEvent, NumberedDeed} from '../domain/model-deed.ts';
import type {ModelPlan, StepState} from '../domain/model-plan.ts';
import {fullModelName} from '../rules/model-name.ts';
import {planModels} from '../rules/model-plan.ts';
import {afterDeed, afterNext, nextSteps, waitingStep} from '../rules/plan-progress.ts';
import {type Screened, withScreen} from './action-table.ts';
import {closedWith} from './dialogs.ts';
import {withAsked} from './do-deeds.ts';
import {modelNodes, shelfOf} from './model-rows.ts';
import {withModels} from './models-cursor.ts';
import type {SyncRun} from './models-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** Asks with the plan; nothing is removed where pruning was not asked for. */
export function openSync(state: Screened, live: State, isPruning: boolean): Reduction {
	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	if (live.models.sync !== undefined) {
		return [withRefusal(state, 'A sync is under way: v shows it, C stops it.', live), []];
	}

	const wanted = state.config?.models ?? [];
	if (wanted.length === 0) {
		const reason = 'The configuration names no models under models:, so there is nothing to do.';
		return [withRefusal(state, reason, live), []];
	}

	const plan = planModels({nodes: modelNodes(state), wanted, isPruning});
	const dialog = {kind: 'syncModels', plan, isPruning, cursor: 0} as const;
	return [withScreen(state, {...state.screen, dialog, line: undefined}), []];
}

/** As it was shown. */
export function startSync(state: Screened, live: State, {steps}: ModelPlan): Reduction {
	const closed = {...state, screen: {...state.screen, dialog: undefined}};
	const shown = withModels(closed, {pane: 'transfers', detailScroll: 0});
	const sync: SyncRun = {steps, states: steps.map(() => waitingStep), positions: {}};
	return advance({...shown, models: {...live.models, sync}}, live.clock.atMs);
}

/** What came of one of its steps, and what can begin by that. */
export function syncAfter(
	state: State,
	{number, stage, atMs}: Extract<ModelEvent, {type: 'models/deedTold'}>,
): Reduction {
	const {sync} = state.models;
	const position = sync?.positions[number];
	const before = position === undefined ? undefined : sync?.states[position];
	const isGoingOn = stage.state === 'queued' || stage.state === 'working';
	if (sync === undefined || position === undefined || before?.state !== 'running' || isGoingOn) {
		return [state, []];
	}

	const progress = {...sync, holders: holdersIn(state)};
	const states = sync.states.with(position, afterDeed(before, stage, progress));
	return advance({...state, models: {...state.models, sync: {...sync, states}}}, atMs);
}

/** Nothing of it that has not begun begins any more. */
export function withoutWaiting(state: State): State {
	const {sync} = state.models;
	if (sync === undefined) {
		return state;
	}

	const states = sync.states.map(
		(step): StepState => (step.state === 'waiting' ? {state: 'cancelled'} : step),
	);
	return {...state, models: {...state.models, sync: {...sync, states}}};
}

/** Begins what can begin; what was skipped may have been waited for. */
function advance(state: State, atMs: number): Reduction {
	const {sync} = state.models;
	if (sync === undefined) {
		return [state, []];
	}

	let {states} = sync;
	const started: Array<{readonly position: number; readonly asked: NumberedDeed}> = [];
	for (;;) {
		const next = nextSteps({...sync, states, holders: holdersIn(state)});
		for (const one of next) {
			states = states.with(one.position, afterNext(one, states[one.position]));
			if ('start' in one) {
				const number = state.models.deedCount + 1 + started.length;
				started.push({position: one.position, asked: {number, deed: one.start}});
			}
		}

		if (next.length === 0) {
			break;
		}
	}

	const isOver = states.every(({state: step}) => step !== 'running' && step !== 'waiting');
	const numbers = started.map(({position, asked}) => [asked.number, position] as const);
	const positions = {...sync.positions, ...Object.fromEntries(numbers)};
	const run = isOver
		? {sync: undefined, synced: states}
		: {sync: {...sync, states, positions}, synced: undefined};
	const models = {...state.models, ...run};
	return withAsked(
		{...state, models},
		started.map(({asked}) => asked),
		atMs,
	);
}

/** Nodes that have a model now, of the right digest. */
function holdersIn(state: State): (model: string) => readonly NodeName[] {
	const rows = new Map(shelfOf(state).map(row => [fullModelName(row.name), row]));
	return model =>
		[...(rows.get(fullModelName(model))?.copies ?? [])]
			.filter(([, {isOther}]) => !isOther)
			.map(([node]) => node);
}
