import type {ModelDeed, NumberedDeed} from '../domain/model-deed.ts';
import type {Screened} from './action-table.ts';
import {closedWith} from './dialogs.ts';
import {numbered} from './model-deeds.ts';
import type {AskedDeed} from './models-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What a person said shall be done: from now on it is on the screen, and the marks have done their work. */
export function doDeeds(state: Screened, live: State, deeds: readonly ModelDeed[]): Reduction {
	if (live.session.isReadOnly) {
		return [closedWith(state, {kind: 'readOnly'}, live), []];
	}

	const {screen} = state;
	const models = {...screen.models, marks: []};
	const closed = {...state, screen: {...screen, dialog: undefined, line: undefined, models}};
	if (deeds.length === 0) {
		return [closed, []];
	}

	const next = {...closed, models: live.models};
	return withAsked(next, numbered(live, deeds), live.clock.atMs);
}

/** With these in the State, and asked for. */
export function withAsked(state: State, asked: readonly NumberedDeed[], atMs: number): Reduction {
	if (asked.length === 0) {
		return [state, []];
	}

	const {models} = state;
	const stage = {state: 'queued', ahead: 0} as const;
	const added = asked.map((one): AskedDeed => ({...one, stage, atMs}));
	const deedCount = models.deedCount + asked.length;
	return [
		{...state, models: {...models, deeds: [...models.deeds, ...added], deedCount}},
		[{type: 'doDeeds', deeds: asked}],
	];
}
