import type {ClusterTrouble} from '../domain/cluster.ts';
import type {Job} from '../domain/job.ts';
import {type Loadable, loadedValue} from '../domain/loadable.ts';
import type {SlurmPartition} from '../domain/partition.ts';
import {countInSteps} from '../rules/fold-arrays.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {doAll, eachInSteps, type Steps} from '../rules/steps.ts';
import type {ClusterState} from './clusters-state.ts';
import {ownUser} from './own-jobs.ts';
import {remember} from './remember.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** What is known of the queue that is shown. Times are monotonic. */
export type JobsTold =
	| {readonly kind: 'noCluster'}
	/** Nothing yet; `sinceMs` is when the controller was asked, undefined while nobody could ask it. */
	| {readonly kind: 'asking'; readonly sinceMs: number | undefined}
	| ({readonly kind: 'failed'} & Trouble)
	| {
			readonly kind: 'told';
			readonly atMs: number;
			/** Undefined: it answers. */
			readonly trouble: Trouble | undefined;
	  };

export type Trouble = ClusterTrouble & {
	/** Undefined: there is no try by itself. */
	readonly retryAtMs: number | undefined;
};

/** Own jobs tell: they are asked for most often. */
export function jobsTold(state: State): JobsTold {
	const cluster = shownCluster(state);
	if (cluster === undefined) {
		return {kind: 'noCluster'};
	}

	return toldBy(cluster, cluster.mine);
}

/** The same of its partitions and nodes. */
export function slurmNodesTold(state: State): JobsTold {
	const cluster = shownCluster(state);
	return cluster === undefined ? {kind: 'noCluster'} : toldBy(cluster, cluster.nodes);
}

function toldBy(cluster: ClusterState, told: Loadable<unknown>): JobsTold {
	const {callsAtMs, link} = cluster;
	const trouble = troubleOf(cluster, told);
	if (told.state === 'fresh' || told.state === 'stale') {
		return {kind: 'told', atMs: told.atMs, trouble};
	}

	return trouble === undefined
		? {kind: 'asking', sinceMs: link.state === 'ready' ? callsAtMs.at(-1) : undefined}
		: {kind: 'failed', ...trouble};
}

function troubleOf({link, trouble}: ClusterState, told: Loadable<unknown>): Trouble | undefined {
	if (link.state === 'lost') {
		return {failure: link.failure, controller: 'unknown', retryAtMs: link.retryAtMs};
	}

	if (trouble !== undefined) {
		return trouble;
	}

	return told.state === 'stale' || told.state === 'failed'
		? {failure: told.failure, controller: 'up', retryAtMs: undefined}
		: undefined;
}

const missedIntervals = 2;
/** An answer is there a while after its question. */
const answerMs = 2000;
const usualIntervalMs = {mine: 10_000, nodes: 30_000};

type Age = {readonly ageMs: number; readonly isOld: boolean};

/** How old own jobs are, and whether two answers in a row are missing; undefined: they were never told. */
export function ageOfJobs(state: State): Age | undefined {
	return ageOf(state, 'mine');
}

/** The same of its partitions and nodes. */
export function ageOfSlurmNodes(state: State): Age | undefined {
	return ageOf(state, 'nodes');
}

function ageOf(state: State, question: 'mine' | 'nodes'): Age | undefined {
	const cluster = shownCluster(state);
	const told = cluster?.[question];
	if (told === undefined || (told.state !== 'fresh' && told.state !== 'stale')) {
		return undefined;
	}

	const {atMs, awakeSinceMs} = state.clock;
	const ageMs = Math.max(0, atMs - told.atMs);
	const intervalMs = cluster?.intervals[question] ?? usualIntervalMs[question];
	const patienceMs = missedIntervals * intervalMs + answerMs;
	const awakeMs = atMs - Math.max(told.atMs, awakeSinceMs);
	return {ageMs, isOld: told.state === 'stale' || awakeMs > patienceMs};
}

const minuteMs = 60_000;

/** Calls of the controller in the last minute. */
export function callsPerMinute(state: State): number {
	const {atMs} = state.clock;
	return (shownCluster(state)?.callsAtMs ?? []).filter(call => atMs - call < minuteMs).length;
}

export type QueueCounts = {readonly runs: number; readonly waits: number};

/** Tasks of arrays count each; undefined: it is not known. */
export function ownCounts({mine}: ClusterState): QueueCounts | undefined {
	return countsOf(mine);
}

/** Own jobs as they were told last, which is more often than all are: all are never fewer than own ones. */
export function allCounts(cluster: ClusterState): QueueCounts | undefined {
	const all = loadedValue(cluster.all);
	const own = ownCounts(cluster);
	const user = ownUser(cluster);
	if (all === undefined || own === undefined || user === undefined) {
		return countsOf(cluster.all);
	}

	const others = doAll(readyOtherCounts(all, user));
	return {runs: own.runs + others.runs, waits: own.waits + others.waits};
}

function countsOf(told: Loadable<readonly Job[]>): QueueCounts | undefined {
	const jobs = loadedValue(told);
	return jobs && doAll(readyCounts(jobs));
}

/** Of each list once. */
export const readyCounts: (jobs: readonly Job[]) => Steps<QueueCounts> =
	rememberSteps(countInSteps);

/** Of all but those of one user. */
export const readyOtherCounts = rememberSteps(function* (
	all: readonly Job[],
	user: string | undefined,
): Steps<QueueCounts> {
	const others: Job[] = [];
	yield* eachInSteps(all, job => {
		if (job.user !== user) {
			others.push(job);
		}
	});
	return yield* countInSteps(others);
});

/** Those that own jobs are in, then those that have gpus, then as the cluster tells them: not all of them have room. */
export function partitionsByUse({mine, nodes}: ClusterState): readonly SlurmPartition[] {
	return byUse(loadedValue(nodes)?.partitions ?? nothing, loadedValue(mine) ?? nothing);
}

const nothing: readonly never[] = [];

const byUse = remember(
	(partitions: readonly SlurmPartition[], jobs: readonly Job[]): readonly SlurmPartition[] => {
		const used = new Set(jobs.flatMap(({partition}) => partition?.split(',') ?? []));
		const rankOf = ({name, gpus}: SlurmPartition) =>
			(used.has(name) ? 0 : 2) + ((gpus?.total ?? 0) > 0 ? 0 : 1);
		return partitions.toSorted((one, other) => rankOf(one) - rankOf(other));
	},
);
