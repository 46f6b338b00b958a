import type {ClusterLook} from '../domain/cluster.ts';
import type {Effect} from '../domain/effect.ts';
import {isSameSubject, type JobRef} from '../domain/job.ts';
import type {Loadable} from '../domain/loadable.ts';
import {type ClusterState, type OpenJob, unseen} from './clusters-state.ts';
import {rowUnderCursor} from './job-rows.ts';
import {seenLog} from './log-tab.ts';
import type {Reduction} from './reduction.ts';
import {seenArrays} from './seen-arrays.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';
import {withTasks} from './tasks-of-arrays.ts';

/** Where there is no screen the figures are for a document, and each of them is read. */
const forDocument: ClusterLook = {...unseen, isShown: true, hasNodes: true};

/** Clusters are asked for what is looked at, and for nothing else. */
export function readClusters(state: State): Reduction {
	let next = state;
	const effects: Effect[] = [];
	for (const [position, cluster] of state.clusters.entries()) {
		const look = lookAt(state, cluster);
		if (!isSameLook(cluster.look, look)) {
			next = {...next, clusters: next.clusters.with(position, lookedAt(cluster, look))};
			effects.push({type: 'lookAtCluster', cluster: cluster.config.name, look});
		}
	}

	return [next, effects];
}

/** The live state is asked, for what a pause shows is old by wish. */
function lookAt(state: State, cluster: ClusterState): ClusterLook {
	const {screen, paused} = state;
	if (screen === undefined) {
		return forDocument;
	}

	const {tab, jobs} = screen;
	const isShown = tab === 'jobs' && paused === undefined && shownCluster(state) === cluster;
	const isQueue = isShown && jobs.view === 'queue';
	return {
		isShown,
		isPaused: paused !== undefined,
		// A node is used by jobs of everybody.
		hasAll: isShown && (jobs.hasAll || jobs.view === 'nodes'),
		hasNodes: isShown && jobs.view === 'nodes',
		hasFinished: isQueue && cluster.facts?.hasAccounting === true,
		job: isQueue && seenLog(screen) === undefined ? jobUnderCursor(state) : undefined,
		isOpen: isQueue && jobs.isOpen,
		arrays: isQueue ? seenArrays(state) : [],
	};
}

function jobUnderCursor(state: State): JobRef | undefined {
	const row = rowUnderCursor(state);
	return row === undefined || row.isGone ? undefined : row.ref;
}

function isSameLook(one: ClusterLook, other: ClusterLook): boolean {
	return (
		one.isShown === other.isShown &&
		one.isPaused === other.isPaused &&
		one.hasAll === other.hasAll &&
		one.hasNodes === other.hasNodes &&
		one.hasFinished === other.hasFinished &&
		one.isOpen === other.isOpen &&
		isSameSubject(one.job, other.job) &&
		one.arrays.length === other.arrays.length &&
		one.arrays.every((array, index) => array === other.arrays[index])
	);
}

/** What was told before stays; what is asked for the first time is awaited. */
function lookedAt(cluster: ClusterState, look: ClusterLook): ClusterState {
	const {all, nodes, finished, open} = cluster;
	const tasks = look.arrays
		.filter(array => cluster.tasks[array] === undefined)
		.reduce(
			(before, array) => withTasks({tasks: before, look}, array, {state: 'loading'}),
			cluster.tasks,
		);
	return {
		...cluster,
		look,
		tasks,
		all: look.hasAll ? awaited(all) : all,
		nodes: look.isShown ? awaited(nodes) : nodes,
		finished: look.hasFinished ? awaited(finished) : finished,
		open: look.job === undefined || isSameSubject(look.job, open?.job) ? open : opened(look.job),
	};
}

function awaited<Value>(before: Loadable<Value>): Loadable<Value> {
	return before.state === 'idle' ? {state: 'loading'} : before;
}

function opened(job: JobRef): OpenJob {
	return {
		job,
		detail: {state: 'loading'},
		usage: undefined,
		why: {state: 'idle'},
		script: {state: 'idle'},
	};
}
