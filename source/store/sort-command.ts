import {type CommandProblem, notA} from '../rules/command-line.ts';
import {
	type Command,
	columnNames,
	jobSortNames,
	modelSortNames,
	slurmNodeSortNames,
} from '../rules/command-words.ts';
import {nearestWord} from '../rules/nearest-word.ts';
import type {Screened} from './action-table.ts';
import {sortBy} from './cursor.ts';
import {inJobs} from './job-commands.ts';
import {sortModelsBy} from './models-cursor.ts';
import type {Reduction} from './reduction.ts';
import {type ShownList, shownList} from './shown-list.ts';
import {sortSlurmNodesBy} from './slurm-nodes-cursor.ts';
import {sortJobsBy} from './sort-jobs.ts';

type Sort = Extract<Command, {kind: 'sort'}>['sort'];

/** Of the list that is shown, or of the one that has such a column. */
export function sortShownList(by: Sort, state: Screened): Reduction | CommandProblem {
	const list = shownList(state.screen);
	switch (list) {
		case 'slurmNodes':
			return sortSlurmNodes(by, state) ?? noColumn(list, by);
		case 'jobs':
			return sortJobs(by, state) ?? sortModels(by, state) ?? noColumn(list, by);
		case 'models':
			return sortModels(by, state) ?? noColumn(list, by);
		default:
			return (
				sortNodes(by, state) ?? sortJobs(by, state) ?? sortModels(by, state) ?? noColumn(list, by)
			);
	}
}

const namesOf: Readonly<Record<ShownList, readonly [string, ...string[]]>> = {
	nodes: columnNames,
	events: columnNames,
	jobs: jobSortNames,
	slurmNodes: slurmNodeSortNames,
	models: modelSortNames,
};

function noColumn(list: ShownList, by: string): CommandProblem {
	const names = namesOf[list];
	return notA('column', by, nearestWord(by, names) ?? names[0]);
}

function sortNodes(by: Sort, state: Screened): Reduction | undefined {
	const column = columnNames.find(name => name === by);
	const screen = {...state.screen, tab: 'nodes', log: undefined} as const;
	const nodes = {...screen.nodes, view: 'table', isOpen: false} as const;
	return column && [sortBy({...state, screen: {...screen, nodes}}, column), []];
}

function sortJobs(by: Sort, state: Screened): Reduction | undefined {
	const column = jobSortNames.find(name => name === by);
	return column && sortJobsBy(inJobs(state), column);
}

function sortSlurmNodes(by: Sort, state: Screened): Reduction | undefined {
	const column = slurmNodeSortNames.find(name => name === by);
	return column && [sortSlurmNodesBy(state, column), []];
}

function sortModels(by: Sort, state: Screened): Reduction | undefined {
	const column = modelSortNames.find(name => name === by);
	const screen = {...state.screen, tab: 'models', log: undefined} as const;
	return column && [sortModelsBy({...state, screen}, column), []];
}
