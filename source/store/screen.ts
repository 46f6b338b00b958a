import type {Effect} from '../domain/effect.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';

/** What a person does at the terminal. The first size opens the screen; without one keys mean nothing. */
export function reduceScreen(
	state: State,
	event: ScreenEvent,
): readonly [State, readonly Effect[]] {
	if (event.type !== 'screen/resized') {
		return [state, []];
	}

	return [{...state, screen: {...(state.screen ?? initialScreen), size: event.size}}, []];
}
