/** What is typed after a colon about jobs. */
import {type CommandProblem, notA} from '../rules/command-line.ts';
import {meantWord, nearestWord} from '../rules/nearest-word.ts';
import type {CarryOut, Screened} from './action-table.ts';
import {showCluster} from './cluster-actions.ts';
import type {JobEntry} from './job-row.ts';
import {allRows} from './job-rows.ts';
import {jobFilterThatShows} from './jobs-cursor.ts';
import {keyContexts} from './key-contexts.ts';
import type {Reduction} from './reduction.ts';
import type {JobsScreen} from './jobs-screen.ts';
import type {State} from './state.ts';

type World = {readonly live: State; readonly act: CarryOut};

/** In the queue of the tab of jobs, out of a log, with what is changed there. */
export function inJobs(state: Screened, changes: Partial<JobsScreen> = {}): Screened {
	const {screen} = state;
	const jobs = {...screen.jobs, view: 'queue' as const, ...changes};
	return {...state, screen: {...screen, tab: 'jobs', log: undefined, jobs}};
}

/** One that is told of, by its id; of an array all of it. */
export function openJob(
	typed: string,
	state: Screened,
	{live, act}: World,
): Reduction | CommandProblem {
	const rows = jobIds(state);
	const row = rows.find(({ref}) => ref.id === typed) ?? rows.find(({job}) => job.rawId === typed);
	if (row === undefined) {
		const ids = rows.map(({ref}) => ref.id);
		const right = nearestWord(typed, ids) ?? ids[0];
		return right === undefined
			? {kind: 'problem', problem: 'There are no jobs here. Try all'}
			: notA('job', typed, right);
	}

	const filter = jobFilterThatShows(state, row.ref);
	const there = inJobs(state, {cursor: row.ref, filter, isOpen: false, detailScroll: 0});
	return act(there, {action: 'open', contexts: keyContexts(there.screen)}, live);
}

/** Rows of jobs that are told of, for who names one. */
function jobIds(state: State): readonly JobEntry[] {
	return allRows(state).flatMap(row => (row.kind === 'blank' ? [] : [row]));
}

export function openCluster(typed: string, state: Screened): Reduction | CommandProblem {
	const names = state.clusters.map(({config}) => config.name);
	const name = meantWord(typed, names);
	if (name === undefined) {
		const right = nearestWord(typed, names) ?? names[0];
		return right === undefined
			? {kind: 'problem', problem: 'No Slurm cluster is configured.'}
			: notA('cluster', typed, right);
	}

	return [showCluster(inJobs(state), name), []];
}
