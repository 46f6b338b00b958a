import type {ClusterDeed} from '../../source/domain/cluster-deed.ts';
import type {ClusterNews} from '../../source/domain/cluster-news.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import {loadedValue} from '../../source/domain/loadable.ts';
import type {Happening, LogEntry} from '../../source/domain/log-entry.ts';
import type {LogRemark} from '../../source/domain/log-remark.ts';
import type {LogSource} from '../../source/domain/screen.ts';
import type {ClusterState} from '../../source/store/clusters-state.ts';
import type {JobsScreen} from '../../source/store/jobs-screen.ts';
import {initialScreen, type LineInput, type ScreenState} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {atMs} from './home-rack.ts';
import {
	clusterFailure,
	hostileCluster,
	hostileDetail,
	hostileJob,
	hostileOpenJob,
	refOf,
	silentCluster,
} from './hostile-queue.ts';
import {hostileNodes, hostileState, type Scene, type Tell} from './hostile-rack.ts';
import {hostileJobDialogs} from './hostile-job-dialogs.ts';

/** Every screen of the tab of jobs, and what other places say of clusters. */
export function hostileJobScenes(): readonly Scene[] {
	return [
		...tableScenes(),
		...detailScenes(),
		...slurmNodeScenes(),
		...silentScenes(),
		...logScenes(),
		...lineScenes(),
		...dialogScenes(),
		...toldScenes(),
	];
}

type Changes = Omit<Partial<ScreenState>, 'jobs'> & {readonly jobs?: Partial<JobsScreen>};

function seen(tell: Tell, cluster: ClusterState, {jobs, ...changes}: Changes = {}): State {
	const screen = {...initialScreen, tab: 'jobs', ...changes} as const;
	return {
		...hostileState(hostileNodes(tell), tell),
		clusters: [cluster],
		screen: {...screen, jobs: {...initialScreen.jobs, ...jobs}},
	};
}

function ownJob(cluster: ClusterState, place: number) {
	const job = loadedValue(cluster.mine)?.[place];
	return job ?? hostileJob(() => '');
}

function tableScenes(): readonly Scene[] {
	const scene =
		(jobs: (cluster: ClusterState) => Partial<JobsScreen>): Scene =>
		tell => {
			const cluster = hostileCluster(tell);
			return seen(tell, cluster, {jobs: jobs(cluster)});
		};
	return [
		scene(() => ({})),
		scene(() => ({hasAll: true, sort: 'name'})),
		scene(() => ({columns: ['user', 'partition', 'account', 'qos', 'nodes']})),
		scene(() => ({filter: 'a'})),
		tell => seen(tell, hostileCluster(tell), {jobs: {filter: tell()}}),
		scene(cluster => ({marks: [0, 1, 2].map(place => refOf(ownJob(cluster, place)))})),
		tell => {
			const cluster = hostileCluster(tell);
			const job = hostileJob(tell);
			const row = {kind: 'job', ref: refOf(job), job, isOwn: true, isGone: true} as const;
			return seen(tell, cluster, {jobs: {cursor: row.ref, gone: {row, place: 1}}});
		},
	];
}

/** What of a job is seen under the table, or in its place: of each own one. */
function detailScenes(): readonly Scene[] {
	const panes = ['facts', 'why', 'script'] as const;
	return panes.flatMap(pane =>
		[0, 1, 2, 3, 5].flatMap(place =>
			[false, true].flatMap((isOpen): readonly Scene[] =>
				place > 1 && pane === 'script' ? [] : [openScene({pane, isOpen}, place, 'told')],
			),
		),
	);
}

function openScene(
	{pane, isOpen}: Pick<JobsScreen, 'pane' | 'isOpen'>,
	place: number,
	how: 'told' | 'failed',
): Scene {
	return tell => {
		const cluster = hostileCluster(tell);
		const job = ownJob(cluster, place);
		const failed = {state: 'failed', failure: clusterFailure(tell)} as const;
		const open = hostileOpenJob(
			tell,
			job,
			how === 'failed' ? {detail: failed, why: failed, script: failed} : {},
		);
		return seen(tell, {...cluster, open}, {jobs: {cursor: open.job, pane, isOpen}});
	};
}

function slurmNodeScenes(): readonly Scene[] {
	const rows = [
		['partition', 0],
		['partition', 1],
		['node', 0],
		['node', 1],
		['node', 2],
	] as const;
	const scenes = rows.flatMap(([kind, place]) =>
		[false, true].map(
			(isOpen): Scene =>
				tell => {
					const cluster = hostileCluster(tell);
					const told = loadedValue(cluster.nodes);
					const {name = ''} = told?.[kind === 'node' ? 'nodes' : 'partitions'][place] ?? {};
					return nodesSeen(tell, withJobOn(cluster, name), {cursor: {kind, name}, isOpen});
				},
		),
	);
	return [...scenes, tell => nodesSeen(tell, hostileCluster(tell), {filter: tell()})];
}

/** So that the names of its jobs are drawn with it. */
function withJobOn(cluster: ClusterState, nodeList: string): ClusterState {
	const jobs = (loadedValue(cluster.mine) ?? []).map(job => ({...job, nodeList}));
	return {...cluster, mine: {state: 'fresh', value: jobs, atMs}};
}

function nodesSeen(
	tell: Tell,
	cluster: ClusterState,
	nodes: Partial<JobsScreen['nodes']> = {},
): State {
	const jobs = {view: 'nodes', nodes: {...initialScreen.jobs.nodes, ...nodes}} as const;
	return seen(tell, cluster, {jobs});
}

/** The cluster's words when it fails, in place of each list and pane. */
function silentScenes(): readonly Scene[] {
	const silent = (['failed', 'stale', 'lost'] as const).flatMap((how): readonly Scene[] => [
		tell => seen(tell, silentCluster(tell, how)),
		tell => nodesSeen(tell, silentCluster(tell, how)),
	]);
	const panes = (['facts', 'why', 'script'] as const).map(pane =>
		openScene({pane, isOpen: true}, 1, 'failed'),
	);
	return [...silent, ...panes];
}

function logScenes(): readonly Scene[] {
	const remarks = (tell: Tell): readonly LogRemark[] => [
		{kind: 'file', path: tell(), isBoth: true},
		{kind: 'missing'},
		{kind: 'denied'},
	];
	return (['stdout', 'stderr'] as const).flatMap(stream =>
		[false, true].map(
			(hasEnded): Scene =>
				tell => {
					const cluster = hostileCluster(tell);
					const job = ownJob(cluster, 0);
					const source: LogSource = {
						...{kind: 'job', cluster: cluster.config.name, job: refOf(job), name: tell()},
						...{stream, told: hostileDetail(tell, job)},
					};
					const node = hostileNodes(tell)[0]?.config.name;
					const opened = {log: 1, node: node ?? ('' as never), source};
					const look = {top: undefined, match: undefined, search: '', isWrapped: hasEnded};
					const lines = Array.from({length: 30}, tell);
					const chunks = remarks(tell).map(remark => ({atMs, lines, remark, leftOutLines: 1}));
					const end = hasEnded ? {failure: clusterFailure(tell)} : 'open';
					const log = {opened, ...look, hasTimes: true};
					const state = seen(tell, cluster, {log});
					return {
						...state,
						log: {...opened, chunks, kept: {rows: 0, characters: 0}, droppedLines: 2, end},
					};
				},
		),
	);
}

function lineScenes(): readonly Scene[] {
	const line = (tell: Tell, purpose: LineInput['purpose']) => ({
		...{purpose, text: tell(), before: tell(), choice: undefined, problem: undefined},
	});
	const filters: readonly Scene[] = [
		tell => seen(tell, hostileCluster(tell), {line: line(tell, 'filterJobs')}),
		tell =>
			seen(tell, hostileCluster(tell), {line: {...line(tell, 'filterJobs'), problem: tell()}}),
		tell => seen(tell, hostileCluster(tell), {line: line(tell, 'filterSlurmNodes')}),
	];
	return [
		...filters,
		tell => {
			const cluster = hostileCluster(tell);
			const job = ownJob(cluster, 0);
			const targets = [{ref: refOf(job), jobs: [job]}];
			const about = {kind: 'jobs', cluster: cluster.config.name, targets} as const;
			return seen(tell, cluster, {line: {...line(tell, 'timeLimit'), about}});
		},
		tell => {
			const cluster = hostileCluster(tell);
			const about = {kind: 'slurmNode', cluster: cluster.config.name, nodes: [tell()]} as const;
			return seen(tell, cluster, {line: {...line(tell, 'drainReason'), about}});
		},
		tell => seen(tell, hostileCluster(tell), {help: {search: tell(), scroll: 0}}),
	];
}

function dialogScenes(): readonly Scene[] {
	const count = hostileJobDialogs(() => '', {cluster: '' as SlurmName}).length;
	return Array.from(
		{length: count},
		(_, which): Scene =>
			tell => {
				const cluster = hostileCluster(tell);
				const [dialog] = hostileJobDialogs(tell, {cluster: cluster.config.name}).slice(which);
				return seen(tell, cluster, {dialog});
			},
	);
}

/** What was done and what became of jobs, as a toast and in the list of events. */
function toldScenes(): readonly Scene[] {
	const toasts = deedsOf(() => '').map(
		(_, which): Scene =>
			tell => {
				const deeds = deedsOf(tell).slice(which, which + 1);
				const what = {kind: 'notice', notice: {kind: 'deeds', deeds}} as const;
				return seen(tell, hostileCluster(tell), {toast: {what, sinceMs: atMs}});
			},
	);
	const events: Scene = tell => {
		const whats: readonly Happening[] = [
			...deedsOf(tell).map(deed => ({kind: 'deed', deed}) as const),
			...newsOf(tell).map(news => ({kind: 'cluster', news}) as const),
		];
		const entries = whats.map(
			(what, index): LogEntry => ({
				...{id: index + 1, atMs, wallMs: 0, node: undefined, what},
			}),
		);
		const state = seen(tell, hostileCluster(tell), {tab: 'events'});
		return {...state, events: {...state.events, entries, nextId: 100}};
	};
	const marked: Scene = tell => {
		const deeds = deedsOf(tell);
		const what = {kind: 'notice', notice: {kind: 'deeds', deeds}} as const;
		return seen(tell, hostileCluster(tell), {toast: {what, sinceMs: atMs}});
	};
	const sending: Scene = tell => {
		const argv = ['scancel', tell(), tell()];
		const what = {kind: 'notice', notice: {kind: 'underWay', argv}} as const;
		const state = seen(tell, hostileCluster(tell), {toast: {what, sinceMs: atMs}});
		return {...state, sending: [argv]};
	};
	return [...toasts, marked, sending, events];
}

function deedsOf(tell: Tell): readonly ClusterDeed[] {
	const cluster = tell() as SlurmName;
	const argv = ['scancel', tell()];
	const failure = clusterFailure(tell);
	const job = refOf(hostileJob(tell));
	const results = [
		{kind: 'done'},
		{kind: 'gone'},
		{kind: 'ended', state: tell()},
		{kind: 'refused', words: tell()},
		{kind: 'unknown', failure},
		{kind: 'failed', failure},
	] as const;
	const change = {kind: 'setName', name: tell()} as const;
	const node = {cluster, argv, kind: 'changedNode'} as const;
	const named = {node: tell(), argv};
	const submitted = {cluster, argv, kind: 'submitted', script: tell()} as const;
	return [
		...results.map(result => ({
			...({cluster, argv, kind: 'changedJob', change} as const),
			outcome: {job, result, argv},
		})),
		...(['unknown', 'failed'] as const).map(kind => ({
			...({...node, change: {kind: 'drain', reason: tell()}} as const),
			outcome: {...named, result: {kind, failure}},
		})),
		{...node, change: {kind: 'resume'}, outcome: {...named, result: {kind: 'done'}}},
		{
			...{...node, change: {kind: 'resume'}},
			outcome: {...named, result: {kind: 'refused', words: tell()}},
		},
		{...submitted, outcome: {kind: 'submitted', id: tell(), wasLookedUp: true}},
		{...submitted, outcome: {kind: 'refused', words: tell()}},
		{...submitted, outcome: {kind: 'unknown', token: tell(), failure}},
	];
}

function newsOf(tell: Tell): readonly ClusterNews[] {
	const cluster = tell() as SlurmName;
	const job = {id: tell(), name: tell(), count: 1};
	const end = {exit: undefined, elapsedSeconds: 9, timeLimitSeconds: 60, nodeList: tell()} as const;
	const trouble = {failure: clusterFailure(tell), controller: 'down'} as const;
	return [
		{cluster, kind: 'jobStarted', job, nodeList: tell()},
		{cluster, kind: 'jobEnded', job, how: 'failed', ...end},
		{cluster, kind: 'lost', trouble},
		{cluster, kind: 'back', wasLostMs: 9000},
	];
}
