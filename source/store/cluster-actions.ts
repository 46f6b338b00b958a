import {type ActionTable, changing, type Screened} from './action-table.ts';
import {withJobs, withJobsScreen} from './jobs-cursor.ts';
import type {JobsScreen} from './jobs-screen.ts';
import {initialScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** Which cluster the tab of jobs shows, which view of it, and asking it: the same in each of its views. */
export const clusterActions: ActionTable = {
	toggleSlurmNodes: changing(screen =>
		withJobs(screen, {view: screen.jobs.view === 'queue' ? 'nodes' : 'queue', focus: 'list'}),
	),
	nextCluster: state => [nextCluster(state), []],
	retry(state, live) {
		const cluster = shownCluster(live);
		return [
			state,
			cluster === undefined ? [] : [{type: 'refreshCluster', cluster: cluster.config.name}],
		];
	},
};

/** What is of one cluster alone. */
const ofOneCluster: Partial<JobsScreen> = {
	cursor: undefined,
	awaited: undefined,
	unfolded: [],
	unfolding: [],
	marks: [],
	isOpen: false,
	openedFrom: undefined,
	pane: 'facts',
	detailScroll: 0,
	calm: undefined,
	gone: undefined,
};

function nextCluster(state: Screened): State {
	const {clusters} = state;
	const name = shownCluster(state)?.config.name;
	const place = clusters.findIndex(({config}) => config.name === name);
	const next = clusters[(place + 1) % Math.max(1, clusters.length)];
	return next === undefined || clusters.length < 2 ? state : showCluster(state, next.config.name);
}

export function showCluster(state: State, cluster: JobsScreen['cluster']): State {
	const {jobs} = state.screen ?? initialScreen;
	return jobs.cluster === cluster
		? state
		: withJobsScreen(state, {
				...ofOneCluster,
				cluster,
				nodes: {
					...{...jobs.nodes, cursor: undefined, isOpen: false, detailScroll: 0},
					...{calm: undefined, marks: [], gone: undefined},
				},
			});
}
