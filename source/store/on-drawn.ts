import type {Screened} from './action-table.ts';
import {keepCursor} from './cursor.ts';
import {followInterval} from './interval.ts';
import {keepJobCursor} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import {drawnState} from './selectors.ts';
import {keepSlurmCursor} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';

/**
 * What a person does means what is drawn, which may be the picture of a pause. What it changes there is changed in the
 * live state too, and nothing else is. Where a pause ends the node of the cursor may be gone.
 */
export function onDrawn(live: Screened, react: (drawn: Screened) => Reduction): Reduction {
	const drawn = {...drawnState(live), screen: live.screen};
	const [reacted, effects] = react(drawn);
	const changes = changesBetween(drawn, reacted);
	return Object.keys(changes).length === 0
		? [live, effects]
		: followInterval(live, [keepCursors(drawn, {...live, ...changes}), effects]);
}

function keepCursors(drawn: State, next: State): State {
	return keepSlurmCursor(drawn, keepJobCursor(drawn, keepCursor(drawn, next)));
}

function changesBetween(before: State, after: State): Partial<State> {
	const names = Object.keys(after) as (keyof State)[];
	return Object.fromEntries(
		names.filter(name => after[name] !== before[name]).map(name => [name, after[name]]),
	);
}
