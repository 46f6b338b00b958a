import {Buffer} from 'node:buffer';
import type {Failure} from '../domain/failure.ts';
import {isEnd} from '../domain/job-state.ts';
import type {Job} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import type {StatusDocument} from '../parsers/status-schema.ts';
import {countTasks} from '../rules/fold-arrays.ts';
import {phaseOf} from '../rules/job-phase.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import type {ClockState, State} from '../store/state.ts';
import {troubleText, unreadText} from '../theme/cluster-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {troubleAdvice} from './trouble-sentence.ts';

type StatusCluster = NonNullable<StatusDocument['slurm']>[number];
type StatusJob = NonNullable<StatusCluster['jobs']>[number];
type StatusSlurmNode = NonNullable<StatusCluster['nodes']>[number];

/** One cluster of the document: what it told last, how old that is, and why it is no newer. */
export function statusCluster(cluster: ClusterState, clock: ClockState): StatusCluster {
	const {config, facts, mine, nodes} = cluster;
	const problem = problemOf(cluster);
	const told = loadedValue(nodes);
	return {
		name: config.name,
		state: stateOf(cluster),
		version: facts?.version,
		ageMs:
			mine.state === 'fresh' || mine.state === 'stale'
				? Math.max(0, Math.round(clock.atMs - mine.atMs))
				: undefined,
		failure: problem && {kind: problem.failure.kind, text: problem.text},
		partitions: told?.partitions.map(statusPartition),
		nodes: told?.nodes.map(statusSlurmNode),
		jobs: loadedValue(mine)?.map(statusJob),
	};
}

/** What went wrong with clusters, a line each. */
export function clusterProblems({clusters}: Pick<State, 'clusters'>): StatusDocument['problems'] {
	return clusters.flatMap(cluster => {
		const {mine, nodes, finished, unread, config, link} = cluster;
		const problem = problemOf(cluster);
		const lanes = problem === undefined ? [mine, nodes, finished] : [];
		const texts = lanes.flatMap(lane =>
			lane.state === 'failed' || lane.state === 'stale' ? [failureText(lane.failure)] : [],
		);
		const isLate = problem === undefined && link.state === 'ready' && isAwaited(nodes);
		const late = isLate ? [lateText('nodes')] : [];
		const lists = [unread.mine, unread.nodes, unread.finished];
		const parts = lists.flatMap(one => unreadText(one ?? []) ?? []);
		return [...(problem === undefined ? [] : [problem.text]), ...texts, ...late, ...parts].map(
			text => ({
				source: config.name,
				text,
			}),
		);
	});
}

/** Own jobs of all clusters, and tasks of arrays each; undefined: nobody told. */
export function jobsSummary(
	clusters: readonly ClusterState[],
): {readonly running: number; readonly pending: number} | undefined {
	const told = clusters.flatMap(({mine}) => loadedValue(mine) ?? []);
	if (clusters.every(({mine}) => loadedValue(mine) === undefined)) {
		return undefined;
	}

	const {runs, waits} = countTasks(told);
	return {running: runs, pending: waits};
}

function stateOf({link, trouble}: ClusterState): StatusCluster['state'] {
	return link.state === 'ready' && trouble !== undefined ? 'stale' : link.state;
}

type Problem = {readonly failure: Failure; readonly text: string};

function problemOf({link, trouble, config, mine}: ClusterState): Problem | undefined {
	const lost =
		link.state === 'lost' ? ({failure: link.failure, controller: 'unknown'} as const) : trouble;
	if (lost === undefined) {
		return link.state === 'ready' && isAwaited(mine)
			? {
					failure: {kind: 'timedOut', where: config.name, afterMs: undefined},
					text: lateText('jobs'),
				}
			: undefined;
	}

	const advice = troubleAdvice(lost);
	const text = troubleText(lost, config.name);
	return {failure: lost.failure, text: advice === undefined ? text : `${text} ${advice}`};
}

function isAwaited({state}: ClusterState['mine' | 'nodes']): boolean {
	return state === 'idle' || state === 'loading';
}

function lateText(what: 'jobs' | 'nodes'): string {
	const program = what === 'jobs' ? 'squeue' : 'sinfo';
	return `${program} has not answered yet, so its ${what} are not known. --timeout SECONDS waits longer.`;
}

function statusPartition(partition: SlurmPartition) {
	const {name, state, isDefault, timeLimitSeconds, nodes, cpus, gpus} = partition;
	return {
		...{name, state, isDefault, timeLimitSeconds},
		nodes: {...nodes},
		cpus: {...cpus},
		gpus: gpus && {...gpus},
	};
}

function statusSlurmNode(node: SlurmNode): StatusSlurmNode {
	const {name, states, partitions, cpusAllocated, cpusTotal, memoryTotalBytes} = node;
	const {memoryFreeBytes, gpusUsed, gpusTotal, gres, gresUsed, reason, reasonUser} = node;
	return {
		...{name, states: [...states], partitions: [...partitions], cpusAllocated, cpusTotal},
		...{memoryTotalBytes, memoryFreeBytes, gpusUsed, gpusTotal, gres, gresUsed},
		...{reason, reasonUser, reasonAt: isoTime(node.reasonAtMs)},
	};
}

/** When a job that waits is expected to start is no start. */
export function statusJob(job: Job): StatusJob {
	const phase = phaseOf(job);
	const isWaiting = phase === 'waits' || phase === 'held' || phase === 'never';
	const isOver = isEnd(phase);
	const startsAt = isoTime(job.startsAtMs);
	const {name, nameBytes, user, account, partition, qos, state, reason, nodeList} = job;
	return {
		id: job.rawId,
		...{arrayId: job.array?.id, arrayTask: job.array?.task, name},
		nameBase64:
			nameBytes === undefined ? undefined : Buffer.from(nameBytes, 'latin1').toString('base64'),
		...{user, account, partition, qos, state, reason},
		submittedAt: isoTime(job.submittedAtMs),
		startedAt: isWaiting ? undefined : startsAt,
		expectedStartAt: isWaiting ? startsAt : undefined,
		endedAt: isOver ? isoTime(job.endsAtMs) : undefined,
		...{timeLimitSeconds: job.timeLimitSeconds, elapsedSeconds: job.elapsedSeconds},
		...{nodes: job.nodeCount, cpus: job.cpuCount, gpus: job.gpuCount, nodeList},
		...{exitCode: isOver ? job.exit?.code : undefined},
		exitSignal: isOver && job.exit?.signal !== 0 ? job.exit?.signal : undefined,
	};
}

/** A cluster may tell any number. */
export function isoTime(wallMs: number | undefined): string | undefined {
	const time = wallMs === undefined ? undefined : new Date(wallMs);
	return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
