import type {ListedNodes} from '../clients/slurm-client.ts';
import type {Config, SlurmConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {Job} from '../domain/job.ts';
import type {Loadable} from '../domain/loadable.ts';
import type {ParseProblem, ReadList} from '../domain/parsed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {midnightMs} from '../runtime/ask-cluster.ts';
import {type ClusterState, newCluster} from '../store/clusters-state.ts';
import {sectionsOf} from '../store/job-sections.ts';
import {failureText} from '../theme/failure-text.ts';
import {settledWithin} from '../transport/settled-within.ts';
import {type OpenCluster, openCluster, troubleOf} from './open-cluster.ts';
import type {Surroundings} from './surroundings.ts';
import {troubleSentence} from './trouble-sentence.ts';

/** A controller that is gone lets its programs wait for ten seconds, and is asked for a sign then. */
const patienceMs = 30_000;
/** What ended today is told beside the queue, which does not wait for a database that hangs. */
const finishedPatienceMs = 5000;

export type AskedList = {
	/** Everybody's jobs, with own ones as they are told alone: those that have ended too, and all tasks of an array. */
	readonly hasAll: boolean;
	readonly isJson: boolean;
	readonly config: Config;
};

/** `complaint`: why it did not tell its jobs. */
export type ListedCluster = {
	readonly cluster: ClusterState;
	readonly complaint: string | undefined;
};

/** The jobs of one cluster as a command tells them. */
export async function listCluster(
	slurm: SlurmConfig,
	asked: AskedList,
	world: Surroundings,
): Promise<ListedCluster> {
	const {clock} = world;
	const patience = new AbortController();
	const signal = AbortSignal.any([world.signal, patience.signal]);
	let told: ListedCluster | undefined;
	const listing = listed(slurm, asked, {...world, signal}).then(one => {
		told ??= one;
	});
	await settledWithin(listing, patienceMs, clock);
	patience.abort();
	return told ?? lost(slurm, {kind: 'timedOut', where: slurm.name, afterMs: patienceMs});
}

async function listed(
	slurm: SlurmConfig,
	{config, hasAll, isJson}: AskedList,
	world: Surroundings,
): Promise<ListedCluster> {
	const {signal} = world;
	const opened = await openCluster(slurm, config, world);
	if (!opened.ok) {
		return lost(slurm, opened.failure);
	}

	const cluster = opened.value;
	try {
		const {client} = cluster;
		const facts = await client.describe(signal);
		if (!facts.ok) {
			return await silent(slurm, cluster, {failure: facts.failure, ...world});
		}

		const queue = await listQueue(cluster, hasAll, signal);
		if (!queue.ok) {
			return await silent(slurm, cluster, {failure: queue.failure, ...world});
		}

		const [nodes, finished] = await Promise.all([
			isJson ? client.listNodes(signal) : undefined,
			facts.value.hasAccounting ? listFinished(cluster, world) : undefined,
		]);
		const told = clusterOf(slurm, {...queue.value, nodes, finished}, world);
		const known = {...told, link: {state: 'ready'}, facts: facts.value} as const;
		return {
			complaint: undefined,
			cluster: isJson ? {...known, mine: inOneList(known, hasAll)} : known,
		};
	} finally {
		cluster.close();
	}
}

type Jobs = ReadList<readonly Job[]>;
type Queue = {readonly mine: Extract<Jobs, {ok: true}>; readonly all: Jobs | undefined};

/** Own jobs after all others: one that was submitted meanwhile is told, and one that left has ended. */
async function listQueue(
	{client}: OpenCluster,
	hasAll: boolean,
	signal: AbortSignal,
): Promise<Result<Queue>> {
	const all = hasAll ? await client.listJobs({kind: 'all'}, signal) : undefined;
	if (all?.ok === false) {
		return all;
	}

	const mine = await client.listJobs({kind: 'mine'}, signal);
	return mine.ok ? succeeded({mine, all}) : mine;
}

async function listFinished(
	{client}: OpenCluster,
	{clock, storeClock, signal}: Surroundings,
): Promise<Jobs> {
	let told: Jobs = failed({kind: 'timedOut', where: 'sacct', afterMs: finishedPatienceMs});
	const listing = client.listFinished(midnightMs(storeClock.wallMs()), signal).then(jobs => {
		told = jobs;
	});
	await settledWithin(listing, finishedPatienceMs, clock);
	return told;
}

/** What is undefined was not asked for. */
type Answers = Queue & {
	readonly nodes: ReadList<ListedNodes> | undefined;
	readonly finished: Jobs | undefined;
};

function clusterOf(
	slurm: SlurmConfig,
	{mine, all, nodes, finished}: Answers,
	{storeClock}: Pick<Surroundings, 'storeClock'>,
): ClusterState {
	const atMs = storeClock.monotonicMs();
	const lane = <Value>(answer: ReadList<Value> | undefined): Loadable<Value> => {
		if (answer === undefined) {
			return {state: 'idle'};
		}

		return answer.ok
			? {state: 'fresh', value: answer.value, atMs}
			: {state: 'failed', failure: answer.failure};
	};
	const everybodys = problemsIn(all);
	return {
		...newCluster(slurm),
		...{mine: lane(mine), all: lane(all), finished: lane(finished), nodes: lane(nodes)},
		unread: {
			// Own jobs are in both.
			mine: everybodys.length === 0 ? problemsIn(mine) : everybodys,
			...{finished: problemsIn(finished), nodes: problemsIn(nodes)},
		},
	};
}

function problemsIn<Value>(answer: ReadList<Value> | undefined): readonly ParseProblem[] {
	return (answer?.ok ? answer.problems : undefined) ?? [];
}

/** The document has one list of jobs, whosever they are: each once, as the table has them. */
function inOneList(cluster: ClusterState, hasAll: boolean): ClusterState['mine'] {
	const {mine} = cluster;
	const rows = sectionsOf(cluster, {sort: 'mine', hasAll}).flat();
	const jobs = rows.flatMap(row => (row.kind === 'array' ? row.jobs : [row.job]));
	return mine.state === 'fresh' ? {...mine, value: jobs} : mine;
}

/** Its login node answers, and what is there does not. */
async function silent(
	slurm: SlurmConfig,
	cluster: OpenCluster,
	{
		failure,
		signal,
		storeClock,
	}: Pick<Surroundings, 'signal' | 'storeClock'> & {
		readonly failure: Failure;
	},
): Promise<ListedCluster> {
	const trouble = await troubleOf(failure, cluster, signal);
	const since = {sinceMs: storeClock.monotonicMs(), retryAtMs: undefined};
	return {
		cluster: {...newCluster(slurm), link: {state: 'ready'}, trouble: {...trouble, ...since}},
		complaint: troubleSentence(trouble, slurm.name),
	};
}

function lost(slurm: SlurmConfig, failure: Failure): ListedCluster {
	return {
		cluster: {...newCluster(slurm), link: {state: 'lost', failure, retryAtMs: undefined}},
		complaint: failureText(failure),
	};
}
