import {type Screened, withScreen} from './action-table.ts';
import type {State} from './state.ts';

/** The state with a line about why a key did nothing. `reason` is raw. */
export function withRefusal(state: Screened, reason: string, {clock}: State = state): State {
	const notice = {kind: 'refused', reason} as const;
	const toast = {what: {kind: 'notice', notice}, sinceMs: clock.atMs} as const;
	return withScreen(state, {...state.screen, toast});
}
