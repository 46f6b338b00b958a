import type {Reduction} from './reduction.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

/** Leaves; while a change is under way only who asks twice. */
export function quit(
	state: State & {readonly screen: ScreenState},
	{sending, clock}: State,
): Reduction {
	const [argv] = sending;
	const told = state.screen.toast?.what;
	const isAsked = told?.kind === 'notice' && told.notice.kind === 'underWay';
	if (argv === undefined || isAsked) {
		return [state, [{type: 'quit'}]];
	}

	const notice = {kind: 'underWay', argv} as const;
	const toast = {what: {kind: 'notice', notice}, sinceMs: clock.atMs} as const;
	return [{...state, screen: {...state.screen, toast}}, []];
}
