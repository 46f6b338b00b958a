import type {Notice} from '../domain/notice.ts';
import {isOver} from './model-deeds.ts';
import type {Reduction} from './reduction.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** Leaves; while a change is under way only who asks twice. */
export function quit(
	state: State & {readonly screen: ScreenState},
	live: Pick<State, 'sending' | 'models' | 'clock'>,
): Reduction {
	const told = state.screen.toast?.what;
	const notice = whatIsCutOff(live);
	const isAsked = told?.kind === 'notice' && told.notice.kind === notice?.kind;
	if (notice === undefined || isAsked) {
		return [state, [{type: 'quit'}]];
	}

	const toast = {what: {kind: 'notice', notice}, sinceMs: live.clock.atMs} as const;
	return [{...state, screen: {...state.screen, toast}}, []];
}

function whatIsCutOff({
	sending: [argv],
	models,
}: Pick<State, 'sending' | 'models'>): Notice | undefined {
	if (argv !== undefined) {
		return {kind: 'underWay', argv};
	}

	const count = models.deeds.filter(({stage}) => !isOver(stage)).length;
	return count === 0 ? undefined : {kind: 'deedsUnderWay', count};
}
