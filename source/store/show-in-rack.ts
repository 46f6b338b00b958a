import type {NodeName} from '../domain/ids.ts';
import type {Screened} from './action-table.ts';
import {filterThatShows} from './cursor.ts';
import {withJobs} from './jobs-cursor.ts';
import type {State} from './state.ts';

/** From the tab of jobs to a node on the Nodes tab, with its detail; a filter that hides it goes, and esc comes back. */
export function showInRack(state: Screened, node: NodeName): State {
	const screen = withJobs(state.screen, {focus: 'list'});
	const filter = filterThatShows(state, node);
	const nodes = {
		...screen.nodes,
		...({cursor: node, isOpen: true, openedFrom: 'jobs', focus: 'list', filter} as const),
	};
	return {...state, screen: {...screen, tab: 'nodes', log: undefined, nodes}};
}
