import type {ListedNodes} from '../clients/slurm-client.ts';
import type {Config, SlurmConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {ReadList} from '../domain/parsed.ts';
import {failed} from '../domain/result.ts';
import {type ClusterState, newCluster} from '../store/clusters-state.ts';
import {initialState, type State} from '../store/state.ts';
import {unreadText} from '../theme/cluster-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {clean} from '../theme/safe.ts';
import {settledWithin} from '../transport/settled-within.ts';
import {jobsTable} from './jobs-table.ts';
import {clustersOf, type OpenCluster, openCluster, troubleOf} from './open-cluster.ts';
import type {Invocation} from './parse-arguments.ts';
import {openConfigOrComplain} from './session-config.ts';
import {requestedDocument} from './status-document.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {troubleSentence} from './trouble-sentence.ts';

/** A controller that is gone lets its programs wait for ten seconds, and is asked for a sign then. */
const patienceMs = 30_000;

type Asked = {readonly hasAll: boolean; readonly isJson: boolean};

export async function runJobsList({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output} = world;
	const session = await openConfigOrComplain(flags, world);
	if (session === undefined) {
		return exitUsage;
	}

	const {config} = session;
	const clusters = clustersOf(flags, config);
	if ('usage' in clusters) {
		output.complain(clusters.usage);
		return exitUsage;
	}

	const asked = {hasAll: flags.has('all'), isJson: flags.has('json')};
	const told = await Promise.all(
		clusters.map(cluster => listedWithin(cluster, {...asked, config}, world)),
	);
	const {storeClock} = world;
	const atMs = storeClock.monotonicMs();
	const state: State = {
		...initialState,
		config,
		session: {isReadOnly: true, isDemo: world.demo !== undefined},
		clock: {atMs, wallMs: storeClock.wallMs(), awakeSinceMs: atMs},
		clusters: told.map(({cluster}) => cluster),
	};
	const texts = asked.isJson
		? [jsonText(requestedDocument(state, {only: ['jobs']}, world.version), 0)]
		: told.flatMap(one => tableOf(one, state, {asked, columns: output.columns()}));
	output.print(texts.map(text => `${text}\n`).join(''));
	for (const {cluster} of told) {
		const unread = unreadText(cluster.unread.mine ?? []);
		if (unread !== undefined && !asked.isJson) {
			output.complain(`${clean(cluster.config.name)}: ${unread}`);
		}
	}

	for (const {complaint} of told) {
		if (complaint !== undefined && !asked.isJson) {
			output.complain(complaint);
		}
	}

	return told.every(({complaint}) => complaint === undefined) ? exitDone : exitFailed;
}

/** `complaint`: why it did not tell its jobs. */
type Told = {readonly cluster: ClusterState; readonly complaint: string | undefined};

function tableOf(
	{cluster, complaint}: Told,
	state: State,
	{asked, columns}: {readonly asked: Asked; readonly columns: number | undefined},
): readonly string[] {
	if (complaint !== undefined) {
		return [];
	}

	const [first] = state.clusters;
	const isAlone = state.clusters.length === 1;
	const table = jobsTable({...state, clusters: [cluster]}, {columns, hasAll: asked.hasAll});
	const gap = cluster === first ? [] : [''];
	return isAlone ? table : [...gap, clean(cluster.config.name), ...table];
}

async function listedWithin(
	slurm: SlurmConfig,
	asked: Asked & {readonly config: Config},
	world: Surroundings,
): Promise<Told> {
	const {clock} = world;
	const patience = new AbortController();
	const signal = AbortSignal.any([world.signal, patience.signal]);
	let told: Told | undefined;
	const listing = listed(slurm, asked, {...world, signal}).then(one => {
		told ??= one;
	});
	await settledWithin(listing, patienceMs, clock);
	patience.abort();
	return told ?? lost(slurm, {kind: 'timedOut', where: slurm.name, afterMs: patienceMs});
}

async function listed(
	slurm: SlurmConfig,
	{config, hasAll, isJson}: Asked & {readonly config: Config},
	world: Surroundings,
): Promise<Told> {
	const {signal, storeClock} = world;
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

		const jobs = await client.listJobs({kind: hasAll ? 'all' : 'mine'}, signal);
		if (!jobs.ok) {
			return await silent(slurm, cluster, {failure: jobs.failure, ...world});
		}

		const atMs = storeClock.monotonicMs();
		const fresh = {state: 'fresh', value: jobs.value, atMs} as const;
		const nodes: ReadList<ListedNodes> = isJson ? await client.listNodes(signal) : failed(notAsked);
		return {
			complaint: undefined,
			cluster: {
				...newCluster(slurm),
				link: {state: 'ready'},
				facts: facts.value,
				// The document has one list of jobs, whosever they are.
				...(hasAll && !isJson ? {all: fresh} : {mine: fresh}),
				unread: {mine: jobs.problems ?? [], nodes: (nodes.ok ? nodes.problems : undefined) ?? []},
				...(nodes.ok ? {nodes: {state: 'fresh', value: nodes.value, atMs} as const} : {}),
			},
		};
	} finally {
		cluster.close();
	}
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
): Promise<Told> {
	const trouble = await troubleOf(failure, cluster, signal);
	const since = {sinceMs: storeClock.monotonicMs(), retryAtMs: undefined};
	return {
		cluster: {...newCluster(slurm), link: {state: 'ready'}, trouble: {...trouble, ...since}},
		complaint: troubleSentence(trouble, slurm.name),
	};
}

const notAsked: Failure = {kind: 'cancelled', where: 'sinfo'};

function lost(slurm: SlurmConfig, failure: Failure): Told {
	return {
		cluster: {...newCluster(slurm), link: {state: 'lost', failure, retryAtMs: undefined}},
		complaint: failureText(failure),
	};
}
