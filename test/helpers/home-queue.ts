import type {SlurmName} from '../../source/domain/ids.ts';
import type {Job} from '../../source/domain/job.ts';
import type {SlurmPartition} from '../../source/domain/partition.ts';
import {type ClusterState, newCluster} from '../../source/store/clusters-state.ts';
import type {JobsScreen} from '../../source/store/jobs-screen.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {atMs, homeRack, stateOf} from './home-rack.ts';
import {aJob} from './job-builders.ts';

/** 14:02:11 of the screens, in local time. */
const time = (hours: number, minutes: number, seconds = 0): number =>
	new Date(2026, 10, 21, hours, minutes, seconds).getTime();
const runs = {state: 'RUNNING', reason: 'None'} as const;

/** Own jobs as SCREENS draws them: those of alice. */
export function ownJobs(): readonly Job[] {
	return [
		aJob('4711', {
			...runs,
			...{startsAtMs: time(11, 48), elapsedSeconds: 8040, endsAtMs: time(19, 48)},
			...{timeLimitSeconds: 8 * 3600, cpuCount: 32, gpuCount: 2, nodeList: 'gpu-01'},
			...{priority: 10_482, submittedAtMs: time(11, 46, 2)},
		}),
		...[42, 43].map(task =>
			aJob(`4720_${task}`, {
				...{...runs, name: 'tokenize-shards', partition: 'pi', nodeList: 'pi-worker2'},
				...{startsAtMs: time(13, 24, 9), elapsedSeconds: 2278 - (task - 42) * 60},
				...{timeLimitSeconds: 7200, cpuCount: 2, submittedAtMs: time(13, 22, 41)},
			}),
		),
		aJob('4720_[44-64]', {
			...{name: 'tokenize-shards', partition: 'pi', reason: 'JobArrayTaskLimit'},
			...{timeLimitSeconds: 7200, cpuCount: 2, submittedAtMs: time(13, 22, 41)},
		}),
		aJob('4725', {
			...{name: 'eval-llm', reason: 'Dependency', dependency: 'afterany:4711(unfulfilled)'},
			...{cpuCount: 8, gpuCount: 1, priority: 10_470, submittedAtMs: time(13, 30)},
		}),
		aJob('4726', {
			...{name: 'finetune-lora', reason: 'Resources', startsAtMs: time(19, 48)},
			...{timeLimitSeconds: 4 * 3600, cpuCount: 16, gpuCount: 2, priority: 10_460},
			submittedAtMs: time(13, 40),
		}),
		aJob('4729', {
			...{name: 'sweep-big', reason: 'PartitionTimeLimit', timeLimitSeconds: 5 * 86_400},
			...{cpuCount: 32, gpuCount: 2, priority: 10_450, submittedAtMs: time(13, 50)},
		}),
	];
}

/** What ended today. */
export function finishedJobs(): readonly Job[] {
	return [
		...Array.from({length: 41}, (_, index) =>
			aJob(`4720_${index + 1}`, {
				...{name: 'tokenize-shards', partition: 'pi', state: 'COMPLETED', reason: undefined},
				...{elapsedSeconds: 300, timeLimitSeconds: 7200, cpuCount: 2},
				...{submittedAtMs: time(13, 22, 41), endsAtMs: time(13, 50)},
				exit: {code: 0, signal: 0},
			}),
		),
		aJob('4698', {
			...{state: 'FAILED', reason: 'NonZeroExitCode', exit: {code: 1, signal: 0}},
			...{elapsedSeconds: 760, timeLimitSeconds: 8 * 3600, cpuCount: 32, gpuCount: 2},
			...{nodeList: 'gpu-01', endsAtMs: time(11, 40), submittedAtMs: time(11, 0)},
		}),
		aJob('4690', {
			...{name: 'tokenize-test', partition: 'pi', state: 'COMPLETED', reason: 'None'},
			...{elapsedSeconds: 72, cpuCount: 2, nodeList: 'pi-worker2', exit: {code: 0, signal: 0}},
			...{endsAtMs: time(10, 40), submittedAtMs: time(10, 30)},
		}),
	];
}

export function othersJobs(): readonly Job[] {
	return [
		aJob('4715', {
			...{...runs, name: 'blast-nt', user: 'bob', partition: 'pi', nodeList: 'pi-worker1'},
			...{startsAtMs: time(8, 22), elapsedSeconds: 20_400, timeLimitSeconds: 86_400},
		}),
		aJob('4731', {
			...{name: 'fold-batch-of-chains-v2', user: 'carol', partition: 'pi', reason: 'Resources'},
			...{startsAtMs: time(14, 40), timeLimitSeconds: 6 * 3600},
		}),
	];
}

export const partitions: readonly SlurmPartition[] = [
	aPartition('gpu', {
		...{timeLimitSeconds: 3 * 86_400, isDefault: true},
		cpus: {allocated: 32, idle: 16, other: 0, total: 48},
		gpus: {allocated: 2, idle: 1, other: 0, total: 3},
	}),
	aPartition('pi', {cpus: {allocated: 8, idle: 0, other: 0, total: 8}}),
];

function aPartition(name: string, parts: Partial<SlurmPartition>): SlurmPartition {
	const none = {allocated: 0, idle: 0, other: 0, total: 0};
	return {
		...{name, isDefault: false, state: 'UP', timeLimitSeconds: 86_400},
		...{nodes: none, cpus: none, gpus: undefined},
		...parts,
	};
}

/** The cluster of SCREENS, which answered 4 s ago. */
export function aCluster(parts: Partial<ClusterState> = {}): ClusterState {
	const told = {state: 'fresh', atMs: atMs - 4000} as const;
	const config = {name: 'hpc' as SlurmName, via: undefined};
	return {
		...newCluster(config),
		link: {state: 'ready'},
		facts: {version: '22.05.8', user: 'alice', name: 'hpc', hasAccounting: true},
		mine: {...told, value: ownJobs()},
		all: {...told, value: [...ownJobs(), ...othersJobs()]},
		finished: {...told, value: finishedJobs()},
		nodes: {...told, value: {partitions, nodes: []}},
		intervals: {mine: 10_000, all: 60_000},
		callsAtMs: [50, 40, 30, 20, 10, 4].map(second => atMs - second * 1000),
		...parts,
	};
}

/** The rack of SCREENS with its cluster, in the tab of jobs. */
export function queueState(
	cluster: ClusterState | 'none' = aCluster(),
	jobs: Partial<JobsScreen> = {},
): State {
	const state = stateOf(homeRack(), {
		tab: 'jobs',
		jobs: {...initialScreen.jobs, hasAll: true, ...jobs},
	});
	return {...state, clusters: cluster === 'none' ? [] : [cluster]};
}
