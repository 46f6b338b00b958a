import type {Failure} from '../../source/domain/failure.ts';
import type {Job, JobRef} from '../../source/domain/job.ts';
import type {JobDetail, JobUsage} from '../../source/domain/job-detail.ts';
import type {WhyEvidence} from '../../source/domain/job-why.ts';
import type {SlurmNode, SlurmPartition} from '../../source/domain/partition.ts';
import {jobDetailOf} from '../../source/views/job-detail.ts';
import {newCluster, type OpenJob} from '../../source/store/clusters-state.ts';
import {rowUnderCursor} from '../../source/store/job-rows.ts';
import type {JobsScreen} from '../../source/store/jobs-screen.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import type {SlurmConfig} from '../../source/domain/config.ts';
import {colourless, textOf} from './frame.tsx';
import {homeRack, stateOf} from './home-rack.ts';

export type Told = {
	readonly jobs: readonly Job[];
	readonly detail?: JobDetail;
	/** Why that could not be told, or not again. */
	readonly detailFailure?: Failure;
	readonly usage?: JobUsage;
	readonly why?: WhyEvidence;
	readonly script?: string;
	readonly partitions?: readonly SlurmPartition[];
	readonly nodes?: readonly SlurmNode[];
};

const config = {name: 'hpc', via: 'login'} as unknown as SlurmConfig;

/** The rack of SCREENS, with the first of these jobs looked at by alice. */
export function lookingAt(told: Told, jobs: Partial<JobsScreen> = {}): State {
	const state = stateOf(homeRack());
	const {atMs} = state.clock;
	const [first] = told.jobs;
	const ref: JobRef = {
		id: first?.id ?? '',
		user: first?.user ?? '',
		submittedAtMs: first?.submittedAtMs,
	};
	const {partitions = [], nodes = []} = told;
	const fresh = <Value>(value: Value | undefined) =>
		value === undefined ? ({state: 'loading'} as const) : ({state: 'fresh', value, atMs} as const);
	const cluster = {
		...newCluster(config),
		facts: {version: '22.05.8', user: 'alice', name: 'hpc', hasAccounting: true},
		mine: {state: 'fresh', value: told.jobs, atMs} as const,
		nodes: {state: 'fresh', value: {partitions, nodes}, atMs} as const,
		open: {
			job: ref,
			detail: detailIn(told, atMs),
			usage: told.usage,
			why: fresh(told.why),
			script: fresh(told.script),
		},
	};
	const screen = state.screen ?? initialScreen;
	return {
		...state,
		clusters: [cluster],
		screen: {...screen, tab: 'jobs', jobs: {...screen.jobs, cursor: ref, ...jobs}},
	};
}

function detailIn({detail: value, detailFailure: failure}: Told, atMs: number): OpenJob['detail'] {
	if (value === undefined) {
		return failure === undefined ? {state: 'loading'} : {state: 'failed', failure};
	}

	return failure === undefined
		? {state: 'fresh', value, atMs}
		: {state: 'stale', value, atMs, failure};
}

/** What the pane shows, in words. */
export function paneOf(state: State, {columns, rows}: {columns: number; rows: number}): string {
	const screen = state.screen ?? initialScreen;
	const {lines} = jobDetailOf(
		rowUnderCursor(state),
		{state, screen, profile: colourless},
		{columns, rows, isAiry: columns >= 120},
	);
	return lines.map(textOf).join('\n');
}

/** Of what a controller tells of 4711, the parts that differ. */
export function aDetail(parts: Partial<JobDetail> = {}): JobDetail {
	return {
		id: '4711',
		rawId: '4711',
		name: 'train-llm',
		user: 'alice',
		group: 'research',
		account: 'lab-a',
		qos: 'normal',
		partition: 'gpu',
		state: 'RUNNING',
		reason: undefined,
		priority: 10_482,
		nice: 0,
		dependency: undefined,
		exit: undefined,
		isBatch: true,
		isRequeued: true,
		restarts: 0,
		runSeconds: undefined,
		timeLimitSeconds: undefined,
		submittedAtMs: undefined,
		eligibleAtMs: undefined,
		startsAtMs: undefined,
		endsAtMs: undefined,
		lastScheduledAtMs: undefined,
		nodeCount: 1,
		cpuCount: 32,
		taskCount: 1,
		cpusPerTask: 32,
		gpuCount: 2,
		memory: undefined,
		wholeNodes: undefined,
		nodeList: 'gpu-01',
		batchHost: 'gpu-01',
		requestedNodes: undefined,
		excludedNodes: undefined,
		features: undefined,
		reservation: undefined,
		licenses: undefined,
		command: '/home/alice/llm/train.sbatch --epochs 3',
		workDir: '/home/alice/llm',
		comment: undefined,
		stdOut: '/home/alice/llm/logs/train-%j.out',
		stdErr: '/home/alice/llm/logs/train-%j.out',
		allocations: [],
		others: [],
		...parts,
	};
}
