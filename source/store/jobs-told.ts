import type {ClusterTrouble} from '../domain/cluster.ts';
import type {Job} from '../domain/job.ts';
import {type Loadable, loadedValue} from '../domain/loadable.ts';
import {countTasks} from '../rules/fold-arrays.ts';
import type {ClusterState} from './clusters-state.ts';
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

	const {mine, callsAtMs, link} = cluster;
	const trouble = troubleOf(cluster);
	if (mine.state === 'fresh' || mine.state === 'stale') {
		return {kind: 'told', atMs: mine.atMs, trouble};
	}

	return trouble === undefined
		? {kind: 'asking', sinceMs: link.state === 'ready' ? callsAtMs.at(-1) : undefined}
		: {kind: 'failed', ...trouble};
}

function troubleOf({link, trouble, mine}: ClusterState): Trouble | undefined {
	if (link.state === 'lost') {
		return {failure: link.failure, controller: 'unknown', retryAtMs: link.retryAtMs};
	}

	if (trouble !== undefined) {
		return trouble;
	}

	return mine.state === 'stale' || mine.state === 'failed'
		? {failure: mine.failure, controller: 'up', retryAtMs: undefined}
		: undefined;
}

const missedIntervals = 2;
/** An answer is there a while after its question. */
const answerMs = 2000;
const usualIntervalMs = 10_000;

/** How old own jobs are, and whether two answers in a row are missing; undefined: they were never told. */
export function ageOfJobs(
	state: State,
): {readonly ageMs: number; readonly isOld: boolean} | undefined {
	const cluster = shownCluster(state);
	const {mine, intervals} = cluster ?? {};
	if (mine === undefined || (mine.state !== 'fresh' && mine.state !== 'stale')) {
		return undefined;
	}

	const {atMs, awakeSinceMs} = state.clock;
	const ageMs = Math.max(0, atMs - mine.atMs);
	const patienceMs = missedIntervals * (intervals?.mine ?? usualIntervalMs) + answerMs;
	const awakeMs = atMs - Math.max(mine.atMs, awakeSinceMs);
	return {ageMs, isOld: mine.state === 'stale' || awakeMs > patienceMs};
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
	return countsOf(mine, ownQueue);
}

export function allCounts({all}: ClusterState): QueueCounts | undefined {
	return countsOf(all, wholeQueue);
}

function countsOf(
	told: Loadable<readonly Job[]>,
	count: (jobs: readonly Job[]) => QueueCounts,
): QueueCounts | undefined {
	const jobs = loadedValue(told);
	return jobs && count(jobs);
}

const ownQueue = remember((jobs: readonly Job[]): QueueCounts => countTasks(jobs));
const wholeQueue = remember((jobs: readonly Job[]): QueueCounts => countTasks(jobs));
