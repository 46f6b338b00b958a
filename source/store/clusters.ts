import {assertNever} from '../domain/assert-never.ts';
import type {ClusterEvent} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import {isSameJob} from '../domain/job.ts';
import {type Loadable, withFailure} from '../domain/loadable.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import type {ClusterState, OpenJob, ReadLane} from './clusters-state.ts';
import type {State} from './state.ts';
import {withTasks} from './tasks-of-arrays.ts';
import {reduceUnanswered} from './unanswered.ts';

const minuteMs = 60_000;

/** What a Slurm cluster told; of one that is no longer configured it changes nothing. */
export function reduceCluster(state: State, event: ClusterEvent): State {
	return withCluster(state, event.cluster, cluster => reduceOne(cluster, event));
}

export function clusterNamed({clusters}: Pick<State, 'clusters'>, name: SlurmName) {
	return clusters.find(({config}) => config.name === name);
}

/** The state with another of that name; the same one when nothing changes. */
export function withCluster(
	state: State,
	name: SlurmName,
	change: (cluster: ClusterState) => ClusterState,
): State {
	const position = state.clusters.findIndex(({config}) => config.name === name);
	const cluster = state.clusters[position];
	const next = cluster && change(cluster);
	return next === undefined || next === cluster
		? state
		: {...state, clusters: state.clusters.with(position, next)};
}

function reduceOne(cluster: ClusterState, event: ClusterEvent): ClusterState {
	switch (event.type) {
		case 'cluster/connecting':
			return connecting(cluster);
		case 'cluster/described':
			return {...askedAnew(cluster), link: {state: 'ready'}, facts: event.facts};
		case 'cluster/lost':
			return lost(cluster, event);
		case 'cluster/called':
			return {
				...cluster,
				callsAtMs: [...cluster.callsAtMs.filter(atMs => event.atMs - atMs < minuteMs), event.atMs],
			};
		case 'cluster/commandRan':
			return cluster;
		case 'cluster/limited':
			return {...cluster, isLimited: event.isLimited};
		case 'cluster/jobUsed':
			return withOpen(cluster, event, open => ({...open, usage: event.usage}));
		case 'cluster/askFailed':
			return reduceUnanswered(cluster, event);
		case 'cluster/jobsListed':
		case 'cluster/tasksListed':
		case 'cluster/nodesListed':
		case 'cluster/jobDescribed':
			return answered(cluster, event);
		default:
			return assertNever(event);
	}
}

type Told<Type extends ClusterEvent['type']> = Extract<ClusterEvent, {type: Type}>;

/** What is known to be wrong stays until it answers. */
function connecting(cluster: ClusterState): ClusterState {
	const {link} = cluster;
	if (link.state !== 'lost') {
		return {...cluster, link: {state: 'connecting'}};
	}

	return link.retryAtMs === undefined
		? cluster
		: {...cluster, link: {...link, retryAtMs: undefined}};
}

/** Nothing that it tells is fresh any more. What is told of its controller is what was true of it then. */
function lost(cluster: ClusterState, event: Told<'cluster/lost'>): ClusterState {
	const {failure, retryInMs, atMs} = event;
	const old = <Value>(before: Loadable<Value>): Loadable<Value> =>
		before.state === 'idle' ? before : withFailure(before, failure);
	return {
		...cluster,
		link: {
			...{state: 'lost', failure},
			retryAtMs: retryInMs === undefined ? undefined : atMs + retryInMs,
		},
		mine: withFailure(cluster.mine, failure),
		all: old(cluster.all),
		finished: old(cluster.finished),
		nodes: old(cluster.nodes),
		tasks: Object.fromEntries(
			Object.entries(cluster.tasks).map(([array, tasks]) => [array, old(tasks)]),
		),
		open: cluster.open && {...cluster.open, detail: old(cluster.open.detail)},
		trouble: undefined,
	};
}

type Answer = Told<
	'cluster/jobsListed' | 'cluster/tasksListed' | 'cluster/nodesListed' | 'cluster/jobDescribed'
>;

function answered(cluster: ClusterState, event: Answer): ClusterState {
	const {atMs} = event;
	switch (event.type) {
		case 'cluster/jobsListed':
			return {
				...(event.scope === 'finished' ? cluster : withoutTrouble(cluster)),
				[event.scope]: {state: 'fresh', value: event.jobs, atMs},
				unread: unreadWith(cluster, event.scope, event.problems),
				intervals: intervalsWith(cluster, event.scope, event.intervalMs),
			};
		case 'cluster/tasksListed':
			return {
				...withoutTrouble(cluster),
				tasks: withTasks(cluster, event.array, {state: 'fresh', value: event.jobs, atMs}),
				intervals: intervalsWith(cluster, 'tasks', event.intervalMs),
			};
		case 'cluster/nodesListed': {
			const {partitions, nodes} = event;
			return {
				...withoutTrouble(cluster),
				nodes: {state: 'fresh', value: {partitions, nodes}, atMs},
				unread: unreadWith(cluster, 'nodes', event.problems),
				intervals: intervalsWith(cluster, 'nodes', event.intervalMs),
			};
		}

		case 'cluster/jobDescribed': {
			const described = withOpen(cluster, event, open => ({
				...open,
				detail: {state: 'fresh', value: event.detail, atMs},
			}));
			return {
				...withoutTrouble(described),
				intervals: intervalsWith(cluster, 'job', event.intervalMs),
			};
		}

		default:
			return assertNever(event);
	}
}

/** The link carried the answer: it is there. */
function withoutTrouble(cluster: ClusterState): ClusterState {
	const {trouble} = cluster;
	return {
		...(trouble === undefined ? cluster : askedAnew(cluster)),
		...{link: {state: 'ready'}, trouble: undefined},
	};
}

/** What could not be told of the job that is looked at while nobody answered: it is asked for again where it is seen. */
function askedAnew(cluster: ClusterState): ClusterState {
	const {open} = cluster;
	if (open?.why.state !== 'failed' && open?.script.state !== 'failed') {
		return cluster;
	}

	const why = open.why.state === 'failed' ? idle : open.why;
	const script = open.script.state === 'failed' ? idle : open.script;
	return {...cluster, open: {...open, why, script}};
}

const idle = {state: 'idle'} as const;

function unreadWith(
	{unread}: ClusterState,
	lane: ReadLane,
	problems: readonly ParseProblem[] | undefined,
): ClusterState['unread'] {
	const {[lane]: before, ...others} = unread;
	return before === problems ? unread : {...others, ...(problems && {[lane]: problems})};
}

function intervalsWith(
	{intervals}: ClusterState,
	question: keyof ClusterState['intervals'],
	intervalMs: number | undefined,
): ClusterState['intervals'] {
	const {[question]: before, ...others} = intervals;
	return before === intervalMs
		? intervals
		: {...others, ...(intervalMs === undefined ? {} : {[question]: intervalMs})};
}

/** Of a job that nobody looks at any more it changes nothing. */
function withOpen(
	cluster: ClusterState,
	{job}: Pick<Told<'cluster/jobUsed'>, 'job'>,
	change: (open: OpenJob) => OpenJob,
): ClusterState {
	const {open} = cluster;
	return open === undefined || !isSameJob(open.job, job)
		? cluster
		: {...cluster, open: change(open)};
}
