import type {CommandProblem} from '../rules/command-line.ts';
import type {Command} from '../rules/command-words.ts';
import type {Screened} from './action-table.ts';
import {askToChange} from './job-change-actions.ts';
import {targetsUnder} from './job-rows.ts';
import type {Reduction} from './reduction.ts';
import {openScriptChoice, submitPath} from './script-choice.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

type JobCommand = Extract<Command, {kind: 'changeJobs' | 'submit'}>;

/** What is typed about jobs goes to their tab first; where nothing can come of it that is said. */
export function runJobCommand(
	command: JobCommand,
	state: Screened,
	live: State,
): Reduction | CommandProblem {
	const cluster = shownCluster(state);
	if (cluster === undefined) {
		return {kind: 'problem', problem: 'No Slurm cluster is configured: slurm in config.yaml.'};
	}

	const there = inJobs(state);
	if (command.kind === 'submit') {
		const {path} = command;
		return path === ''
			? openScriptChoice(there, live)
			: submitPath(there, live, {path, cluster: cluster.config.name});
	}

	if (targetsUnder(there).length === 0) {
		return {kind: 'problem', problem: 'There is no job here.'};
	}

	return askToChange(there, live, command.change);
}

function inJobs(state: Screened): Screened {
	const {screen} = state;
	const jobs = {...screen.jobs, view: 'queue'} as const;
	return {...state, screen: {...screen, tab: 'jobs', log: undefined, jobs}};
}
