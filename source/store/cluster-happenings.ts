import type {ClusterNews, JobEnd} from '../domain/cluster-news.ts';
import type {ClusterEvent} from '../domain/event.ts';
import {isEnd} from '../domain/job-state.ts';
import type {Job} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import {isAlive, phaseOf, stateName} from '../rules/job-phase.ts';
import type {ClusterState} from './clusters-state.ts';

export type ClusterChange = {
	readonly before: ClusterState;
	readonly after: ClusterState;
	readonly event: ClusterEvent;
	/** The login node is told of by itself: that the way to it is lost is told of there. */
	readonly isLoginTold: boolean;
	readonly entries: readonly LogEntry[];
};

/** What became of a cluster, and of own jobs there. What was so when it was asked first is no news. */
export function clusterNews(change: ClusterChange): readonly ClusterNews[] {
	return [...lostOrBack(change), ...jobNews(change)];
}

function lostOrBack(change: ClusterChange): readonly ClusterNews[] {
	const {before, after, event, entries} = change;
	const cluster = after.config.name;
	const trouble = troubleOf(after, change);
	if (trouble !== undefined) {
		return troubleOf(before, change) === undefined
			? [{kind: 'lost', cluster, trouble, ...(isFirst(before) ? {isFound: true} : {})}]
			: [];
	}

	if (troubleOf(before, change) === undefined || after.link.state !== 'ready') {
		return [];
	}

	const lost = entries.findLast(({what}) => isNewsOf(what, cluster, 'lost'));
	return [{kind: 'back', cluster, wasLostMs: lost && event.atMs - lost.atMs}];
}

function troubleOf({trouble, link}: ClusterState, {isLoginTold}: ClusterChange) {
	return link.state === 'lost' && !isLoginTold
		? {failure: link.failure, controller: 'unknown' as const}
		: trouble;
}

function isFirst({mine}: ClusterState): boolean {
	return loadedValue(mine) === undefined;
}

function isNewsOf(
	what: LogEntry['what'],
	cluster: ClusterNews['cluster'],
	kind: ClusterNews['kind'],
): boolean {
	return what.kind === 'cluster' && what.news.kind === kind && what.news.cluster === cluster;
}

function jobNews({before, after, event}: ClusterChange): readonly ClusterNews[] {
	const known = loadedValue(before.mine);
	if (event.type !== 'cluster/jobsListed' || event.scope !== 'mine' || known === undefined) {
		return [];
	}

	const byId = new Map(known.map(job => [job.id, job]));
	const told = new Set(event.jobs.map(({id}) => id));
	const news = [
		...event.jobs.flatMap(job => newsOf(after, byId.get(job.id), job)),
		// What was not understood of the list may be such a job.
		...(event.problems === undefined ? known : [])
			.filter(job => !told.has(job.id) && phaseOf(job) === 'runs')
			.map(job => ended(after, job, 'gone')),
	];
	return countedByArray(news, [...event.jobs, ...known]);
}

/** What is told of for the first time may have begun, or even ended, since the list was read before. */
function newsOf(cluster: ClusterState, before: Job | undefined, job: Job): readonly ClusterNews[] {
	const phase = phaseOf(job);
	if (phase === 'runs') {
		return before !== undefined && phaseOf(before) === 'runs' ? [] : [started(cluster, job)];
	}

	return isEnd(phase) && (before === undefined || isAlive(before))
		? [ended(cluster, job, stateName(job) === 'TIMEOUT' ? 'timedOut' : phase)]
		: [];
}

function started({config}: ClusterState, {id, name, nodeList}: Job): ClusterNews {
	return {kind: 'jobStarted', cluster: config.name, job: {id, name, count: 1}, nodeList};
}

function ended({config}: ClusterState, job: Job, how: JobEnd): ClusterNews {
	const {id, name, exit, elapsedSeconds, timeLimitSeconds, nodeList} = job;
	return {
		...{kind: 'jobEnded', cluster: config.name, job: {id, name, count: 1}, how},
		...{exit, elapsedSeconds, timeLimitSeconds, nodeList},
	};
}

/** Tasks of an array that became the same are one piece of news, under the id of the array. */
function countedByArray(
	news: readonly ClusterNews[],
	jobs: readonly Job[],
): readonly ClusterNews[] {
	const arrays = new Map(jobs.flatMap(({id, array}) => (array ? [[id, array.id] as const] : [])));
	const counted = new Map<string, ClusterNews>();
	for (const one of news) {
		if (one.kind === 'jobStarted' || one.kind === 'jobEnded') {
			const array = arrays.get(one.job.id);
			const key = `${array ?? one.job.id} ${one.kind} ${one.kind === 'jobEnded' ? one.how : ''}`;
			const known = counted.get(key);
			counted.set(key, known === undefined ? one : withOneMore(known, array));
		}
	}

	return [...counted.values()];
}

function withOneMore(news: ClusterNews, array: string | undefined): ClusterNews {
	if (news.kind !== 'jobStarted' && news.kind !== 'jobEnded') {
		return news;
	}

	const {id, name, count} = news.job;
	return {...news, job: {id: array ?? id, name, count: count + 1}};
}
