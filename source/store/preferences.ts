/** What a person chose of the screen outlives the program: what of it that is, and when it is written down. */
import type {ErrandEvent} from '../domain/event.ts';
import type {Preferences} from '../domain/preferences.ts';
import type {Reduction} from './reduction.ts';
import type {ScreenState} from './screen-state.ts';
import {chosenSort} from './sort-jobs.ts';
import type {State} from './state.ts';

/** The first screen, as it was left the last time. */
export function withPreferences(screen: ScreenState, chosen: Partial<Preferences>): ScreenState {
	const before = preferencesOf(screen);
	const {nodeSort, nodeView, gridMetric, jobSort, jobColumns, slurmNodeSort, ...switches} = {
		...before,
		...chosen,
	};
	const {jobs} = screen;
	return {
		...screen,
		nodes: {...screen.nodes, sort: nodeSort, view: nodeView, metric: gridMetric},
		jobs: {
			...jobs,
			sort: jobSort,
			columns: jobColumns,
			nodes: {...jobs.nodes, sort: slurmNodeSort},
		},
		events: {...screen.events, hasCommands: switches.hasCommands},
		isBellOn: switches.isBellOn,
	};
}

/**
 * What keys or the mouse changed of it is written down at once: a program may be killed. Whether something may be changed
 * outside does not matter, it is about this screen alone; in a demo nothing is, which is no screen of theirs.
 */
export function keepingWhatIsChosen(before: State, [after, effects]: Reduction): Reduction {
	if (before.screen === undefined || after.screen === undefined || after.session.isDemo) {
		return [after, effects];
	}

	const preferences = preferencesOf(after.screen);
	return isSame(preferencesOf(before.screen), preferences)
		? [after, effects]
		: [after, [...effects, {type: 'keepPreferences', preferences}]];
}

/** Why what is chosen ends with the program, as it turned out when it was written down last. */
export function reducePreferences(
	state: State,
	{failure}: Extract<ErrandEvent, {type: 'preferences/written'}>,
): State {
	const {session} = state;
	return session.unkept === undefined && failure === undefined
		? state
		: {...state, session: {...session, unkept: failure}};
}

/** Whether what is chosen now is there the next time, as far as is known. */
export function areChoicesKept({session}: Pick<State, 'session'>): boolean {
	return !session.isDemo && session.unkept === undefined;
}

function preferencesOf({nodes, jobs, events, isBellOn}: ScreenState): Preferences {
	return {
		nodeSort: nodes.sort,
		nodeView: nodes.view,
		gridMetric: nodes.metric,
		jobSort: chosenSort(jobs),
		jobColumns: jobs.columns,
		slurmNodeSort: jobs.nodes.sort,
		hasCommands: events.hasCommands,
		isBellOn,
	};
}

function isSame(one: Preferences, other: Preferences): boolean {
	const {jobColumns, ...rest} = one;
	const names = Object.keys(rest) as (keyof typeof rest)[];
	return (
		names.every(name => one[name] === other[name]) &&
		jobColumns?.join() === other.jobColumns?.join()
	);
}
