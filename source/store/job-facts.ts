import type {Job} from '../domain/job.ts';
import type {JobRowFacts, JobWait, JobWhere} from '../domain/job-where.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {SlurmPartition} from '../domain/partition.ts';
import {arrayTasks} from '../rules/array-tasks.ts';
import {runsHeld} from '../rules/change-verdict.ts';
import {hostNames} from '../rules/host-list.ts';
import {knownReason, phaseOf, stateName} from '../rules/job-phase.ts';
import type {ClusterState} from './clusters-state.ts';
import {nameInRack, rackIndex} from './job-nodes.ts';
import {type JobEntry, jobsOf} from './job-row.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** What a row of the table says: only of those that are on screen. */
export function jobRowFacts(state: State, row: JobEntry): JobRowFacts {
	const {job} = row;
	return {
		job,
		id: row.kind === 'array' ? arrayIdText(row.ref.id, jobsOf(row)) : job.id,
		phase: phaseOf(job),
		where: whereOf(state, row),
		elapsedMs: elapsedMs(state, row),
		memoryBytes: memoryBytes(job),
	};
}

/** `4720_[1-64]`: the first and the last task that is told of. */
export function arrayIdText(id: string, jobs: readonly Job[]): string {
	const tasks = jobs.flatMap(({array}) => (array === undefined ? [] : [arrayTasks(array.task)]));
	const first = least(tasks.flatMap(task => task.first ?? []));
	const last = -least(tasks.flatMap(task => (task.last === undefined ? [] : [-task.last])));
	if (!Number.isFinite(first)) {
		return id;
	}

	return first === last ? `${id}_${first}` : `${id}_[${first}-${last}]`;
}

function least(numbers: readonly number[]): number {
	return numbers.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function whereOf(state: State, row: JobEntry): JobWhere {
	const {job} = row;
	if (row.isGone) {
		return {kind: 'gone'};
	}

	if (row.kind === 'array') {
		const {counts} = row;
		const isBegun = counts.runs + counts.done + counts.failed > 0;
		return isBegun ? {kind: 'tasks', counts} : {kind: 'waits', ...waitOf(state, row)};
	}

	switch (phaseOf(job)) {
		case 'runs':
			return {
				kind: 'runs',
				state: stateName(job),
				nodes: nodesOf(state, job),
				isHeld: runsHeld(job),
			};
		case 'done':
		case 'failed':
		case 'stopped':
		case 'unknown': {
			const {exit, reason, timeLimitSeconds: limit} = job;
			const nodes = nodesOf(state, job);
			return {kind: 'ended', state: stateName(job), exit, reason, limit, nodes};
		}

		default:
			return {kind: 'waits', ...waitOf(state, row)};
	}
}

function nodesOf(state: State, {nodeList}: Job): readonly string[] {
	const index = rackIndex(state);
	return hostNames(nodeList ?? '').map(name => nameInRack(index, name));
}

function waitOf(state: State, row: JobEntry): JobWait {
	const {job, isOwn} = row;
	const {reason, qos, account, startsAtMs} = job;
	const tasks = job.array === undefined ? undefined : arrayTasks(job.array.task);
	return {
		...{cause: knownReason(reason)?.cause, reason, isOwn, qos, account},
		startsAtMs: (startsAtMs ?? 0) > state.clock.wallMs ? startsAtMs : undefined,
		dependency: dependencyOf(job),
		partitionLimitSeconds: limitOf(partitionsOf(state), job),
		tasks: row.kind === 'array' ? row.counts.waits : undefined,
		mostTasks: tasks?.most,
	};
}

/** The first of several: `afterok:4711(unfulfilled),afterany:4712`. */
function dependencyOf({dependency}: Job): JobWait['dependency'] {
	const [, condition, id = ''] =
		/^(after\w*|singleton|expand)(?::(\d+(?:_(?:\d+|\*))?))?/.exec(dependency ?? '') ?? [];
	return condition === undefined ? undefined : {condition, id};
}

function partitionsOf(state: State): readonly SlurmPartition[] {
	const nodes = shownCluster(state)?.nodes;
	return (nodes && loadedValue(nodes)?.partitions) ?? [];
}

function limitOf(partitions: readonly SlurmPartition[], {partition}: Job): number | undefined {
	const limit = partitions.find(({name}) => name === partition)?.timeLimitSeconds;
	return typeof limit === 'number' ? limit : undefined;
}

/** What runs goes on running after it was told of, as long as what was told is fresh. */
function elapsedMs(state: State, {job, isOwn}: JobEntry): number | undefined {
	const {elapsedSeconds} = job;
	const phase = phaseOf(job);
	if (elapsedSeconds === undefined || phase === 'waits' || phase === 'held' || phase === 'never') {
		return undefined;
	}

	return elapsedSeconds * 1000 + goneOnMs({job, isOwn}, shownCluster(state), state.clock.atMs);
}

/** How long it has run since it was told of. */
export function goneOnMs(
	{job, isOwn}: Pick<JobEntry, 'job' | 'isOwn'>,
	cluster: ClusterState | undefined,
	atMs: number,
): number {
	const told = isOwn ? cluster?.mine : cluster?.all;
	const isRunning = stateName(job) === 'RUNNING';
	return told?.state === 'fresh' && isRunning ? Math.max(0, atMs - told.atMs) : 0;
}

function memoryBytes({memory, cpuCount, nodeCount}: Job): number | undefined {
	if (memory === undefined) {
		return undefined;
	}

	const count = memory.per === 'cpu' ? cpuCount : nodeCount;
	return count === undefined ? undefined : memory.bytes * count;
}
