import {isSameJob} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import {arrayRef} from '../rules/fold-arrays.ts';
import {nextSlurmNodeSort} from '../rules/slurm-node-order.ts';
import {type ActionTable, changing, type Screened} from './action-table.ts';
import {clusterActions} from './cluster-actions.ts';
import {movingWithDetail} from './detail-scroll.ts';
import {rackNode} from './job-nodes.ts';
import {allRows} from './job-rows.ts';
import {entryOf} from './row-index.ts';
import {refOfJob} from './job-entries.ts';
import {jobFilterThatShows, withJobs} from './jobs-cursor.ts';
import type {Reduction} from './reduction.ts';
import {openInvertedLine, openLine} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import {showInRack} from './show-in-rack.ts';
import {slurmNodeChangeActions} from './slurm-node-changes.ts';
import {type JobThere, jobsOnNode} from './slurm-node-jobs.ts';
import {type SlurmEntry, slurmNodeUnder, slurmRowUnder} from './slurm-node-rows.ts';
import {
	moveSlurmCursor,
	slurmNodesTable,
	sortSlurmNodesBy,
	toggleSlurmMark,
	withSlurmNodes,
	withSlurmNodesScreen,
} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';
import {wayBack} from './way-back.ts';

/** The partitions and nodes of a Slurm cluster. */
export const slurmNodesActions: ActionTable = {
	...movingWithDetail(slurmNodesTable),
	...clusterActions,
	...slurmNodeChangeActions,
	open: state => [open(state), []],
	back: changing(goBack),
	showNode: state => [goToRack(state), []],
	mark(state) {
		const marked = toggleSlurmMark(state);
		return [moveSlurmCursor({...marked, screen: marked.screen ?? state.screen}, 1), []];
	},
	sortNext: state => [
		sortSlurmNodesBy(state, nextSlurmNodeSort(state.screen.jobs.nodes.sort, hasGpu(state))),
		[],
	],
	nextPane: changing(focusNext),
	filter: changing(screen => openLine(screen, 'filterSlurmNodes')),
	filterOut: changing(screen => openInvertedLine(screen, 'filterSlurmNodes')),
	copy: copyName,
};

/** The key that opened a node goes on to a job there. */
function open(state: Screened): State {
	return state.screen.jobs.nodes.isOpen
		? goToJob(state)
		: withSlurmNodes(state, {isOpen: isThere(slurmRowUnder(state)), detailScroll: 0});
}

/** Of a node that is told of no more nothing is left to be opened. */
function isThere(row: SlurmEntry | undefined): boolean {
	return row !== undefined && (row.kind === 'partition' || !row.isGone);
}

/** In the queue, with its detail, and esc comes back: the first job of the node, or the one after that where the cursor is on it. */
function goToJob(state: Screened): State {
	const cluster = shownCluster(state);
	const node = slurmNodeUnder(state);
	const there = cluster === undefined || node === undefined ? [] : jobsOnNode(cluster, node.name);
	const {cursor} = state.screen.jobs;
	const before = there.findIndex(
		({job}) => cursor !== undefined && isSameJob(refOfJob(job), cursor),
	);
	const next = there[(before + 1) % Math.max(1, there.length)];
	return next === undefined ? state : showJob(state, next);
}

/** A task of an array that is folded is there with its array. */
function showJob(state: Screened, {job, isOwn}: JobThere): State {
	const {jobs} = state.screen;
	const hasAll = jobs.hasAll || !isOwn;
	const queue = {...state, screen: withJobs(state.screen, {hasAll, calm: undefined})};
	const ref = refOfJob(job);
	const isRow = job.array === undefined || entryOf(allRows(queue), ref) !== undefined;
	const cursor = isRow ? ref : arrayRef(job.array?.id ?? job.id, [job]);
	const filter = jobFilterThatShows(queue, cursor);
	return {
		...queue,
		screen: withJobs(queue.screen, {
			...{view: 'queue', cursor, filter, isOpen: true, openedFrom: 'nodes'},
			...{pane: 'facts', focus: 'list', detailScroll: 0},
		}),
	};
}

function goToRack(state: Screened): State {
	const node = slurmNodeUnder(state);
	const ours = node && rackNode(state, node.name);
	return ours === undefined ? state : showInRack(state, ours.config.name);
}

function hasGpu(state: State): boolean {
	const cluster = shownCluster(state);
	const partitions = (cluster && loadedValue(cluster.nodes)?.partitions) ?? [];
	return partitions.some(({gpus}) => (gpus?.total ?? 0) > 0);
}

/** The detail that has the whole body has the keys already. */
function focusNext(screen: ScreenState): ScreenState {
	const {isOpen, focus} = screen.jobs.nodes;
	return isOpen
		? screen
		: withSlurmNodesScreen(screen, {focus: focus === 'list' ? 'detail' : 'list'});
}

/** As scontrol takes several. */
function copyName(state: Screened): Reduction {
	const {marks} = state.screen.jobs.nodes;
	const text = marks.length > 0 ? marks.join(',') : slurmRowUnder(state)?.ref.name;
	return [state, text === undefined ? [] : [{type: 'copyText', what: 'name', text}]];
}

/** Where there is nothing left to give up, back to the queue. */
function goBack(screen: ScreenState): ScreenState {
	const {nodes} = screen.jobs;
	switch (wayBack({...nodes, pane: 'facts'})) {
		case 'open':
			return withSlurmNodesScreen(screen, {isOpen: false, detailScroll: 0});
		case 'marks':
			return withSlurmNodesScreen(screen, {marks: []});
		case 'focus':
			return withSlurmNodesScreen(screen, {focus: 'list'});
		case 'filter':
			return withSlurmNodesScreen(screen, {filter: ''});
		default:
			return withJobs(screen, {view: 'queue'});
	}
}
