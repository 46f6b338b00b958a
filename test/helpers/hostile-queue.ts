import type {Failure} from '../../source/domain/failure.ts';
import type {HostName, SlurmName} from '../../source/domain/ids.ts';
import type {Job, JobRef} from '../../source/domain/job.ts';
import type {JobDetail} from '../../source/domain/job-detail.ts';
import type {WhyEvidence} from '../../source/domain/job-why.ts';
import type {SlurmNode, SlurmPartition} from '../../source/domain/partition.ts';
import {type ClusterState, newCluster, type OpenJob} from '../../source/store/clusters-state.ts';
import {atMs} from './home-rack.ts';
import {hostileFailures, type Tell} from './hostile-rack.ts';
import {aJob} from './job-builders.ts';
import {aDetail} from './open-job.ts';
import {aPartition, aSlurmNode} from './slurm-nodes.ts';

/** As a job is told of: the states that words of the cluster are drawn with. */
const looks: ReadonlyArray<Partial<Job>> = [
	{state: 'RUNNING', elapsedSeconds: 60},
	{state: 'PENDING', reason: 'Resources', startsAtMs: 9e12},
	{state: 'PENDING', reason: 'Dependency'},
	{state: 'FAILED', exit: {code: 1, signal: 0}},
];

/** Own ones: a name, a reason, nodes and dependencies that act on a terminal; the last one’s state is no state. */
function ownJobs(tell: Tell, user: string): readonly Job[] {
	return [...looks, {state: tell()}, {reason: tell()}].map((look, index) =>
		hostileJob(tell, {id: `${index + 1}${tell()}`, user, ...look}),
	);
}

export function hostileJob(tell: Tell, parts: Partial<Job> = {}): Job {
	const id = parts.id ?? `9${tell()}`;
	return aJob(id, {
		...{rawId: id, array: undefined, name: tell(), user: tell(), account: tell(), qos: tell()},
		...{partition: tell(), reason: tell(), nodeList: tell(), dependency: tell()},
		...parts,
	});
}

export function refOf({id, user, submittedAtMs}: Job): JobRef {
	return {id, user, submittedAtMs};
}

/** A cluster every word of which was told by `tell`; the first own job is looked at. */
export function hostileCluster(tell: Tell, parts: Partial<ClusterState> = {}): ClusterState {
	const user = tell();
	const mine = ownJobs(tell, user);
	const fresh = <Value>(value: Value) => ({state: 'fresh', value, atMs: atMs - 4000}) as const;
	const problems = [{source: tell(), line: tell(), reason: tell()}];
	return {
		...newCluster({name: tell() as SlurmName, via: tell() as HostName}),
		link: {state: 'ready'},
		facts: {version: tell(), user, name: tell(), hasAccounting: true},
		mine: fresh(mine),
		all: fresh([...mine, hostileJob(tell), hostileJob(tell, {state: 'RUNNING'})]),
		finished: fresh([hostileJob(tell, {id: '7', user, state: 'FAILED'})]),
		nodes: fresh({partitions: hostilePartitions(tell), nodes: hostileSlurmNodes(tell)}),
		unread: {mine: problems, nodes: problems},
		...parts,
	};
}

function hostilePartitions(tell: Tell): readonly SlurmPartition[] {
	return [
		aPartition(tell(), {isDefault: true}),
		aPartition(tell(), {state: tell(), nodes: {allocated: 0, idle: 0, other: 2, total: 2}}),
	];
}

function hostileSlurmNodes(tell: Tell): readonly SlurmNode[] {
	const words = () => ({
		...{partitions: [tell(), tell()], features: [tell(), tell()]},
		...{gres: tell(), gresUsed: tell()},
	});
	const closed = {reason: tell(), reasonUser: tell(), reasonAtMs: atMs};
	return [
		aSlurmNode(tell(), {...words(), ...closed, states: ['DRAINING'], cpusAllocated: 2}),
		aSlurmNode(tell(), {...words(), ...closed, states: ['DOWN', tell()]}),
		aSlurmNode(tell(), words()),
	];
}

/** All that is asked of the job that is looked at. */
export function hostileOpenJob(tell: Tell, job: Job, parts: Partial<OpenJob> = {}): OpenJob {
	const fresh = <Value>(value: Value) => ({state: 'fresh', value, atMs}) as const;
	return {
		job: refOf(job),
		detail: fresh(hostileDetail(tell, job)),
		usage: undefined,
		why: fresh(hostileEvidence(tell, job)),
		script: fresh(Array.from({length: 40}, (_, line) => scriptLine(tell, line)).join('\n')),
		...parts,
	};
}

function scriptLine(tell: Tell, line: number): string {
	return `${line % 3 === 0 ? '#SBATCH ' : line % 3 === 1 ? '# ' : ''}${tell()}`;
}

export function hostileDetail(tell: Tell, {id}: Job): JobDetail {
	return aDetail({
		...{id, rawId: id, name: tell(), user: tell(), group: tell(), account: tell(), qos: tell()},
		...{partition: tell(), state: tell(), reason: tell(), dependency: tell(), nodeList: tell()},
		...{batchHost: tell(), requestedNodes: tell(), excludedNodes: tell(), features: tell()},
		...{reservation: tell(), licenses: tell(), command: tell(), workDir: tell(), comment: tell()},
		...{stdOut: tell(), stdErr: tell()},
		allocations: [{nodes: tell(), cpuIds: tell(), memoryBytes: 1e9, gres: tell()}],
		others: [
			[tell(), tell()],
			[tell(), tell()],
		],
	});
}

function hostileEvidence(tell: Tell, job: Job): WhyEvidence {
	const other = hostileJob(tell, {state: 'RUNNING'});
	return {
		job: refOf(job),
		startsAtMs: 9e12,
		plannedNodes: tell(),
		ahead: 2,
		aheadJobs: [hostileJob(tell), hostileJob(tell)],
		running: [other, hostileJob(tell, {state: 'RUNNING', partition: job.partition})],
		priorityParts: [
			[tell(), 1000],
			[tell(), 2],
		],
		limits: [{name: tell(), owner: tell(), limit: tell(), used: tell()}],
		dependencies: [
			{condition: tell(), id: tell(), job: other},
			{condition: tell(), id: tell(), job: undefined},
		],
	};
}

/** The same cluster, silent: the first time it is asked, or since. */
export function silentCluster(tell: Tell, how: 'failed' | 'stale' | 'lost'): ClusterState {
	const cluster = hostileCluster(tell);
	const failure = clusterFailure(tell);
	if (how === 'lost') {
		return {...cluster, link: {state: 'lost', failure, retryAtMs: atMs + 9000}};
	}

	const told = <Value>(value: Value) =>
		how === 'failed'
			? ({state: 'failed', failure} as const)
			: ({state: 'stale', value, failure, atMs: atMs - 90_000} as const);
	const {mine, nodes} = cluster;
	return {
		...cluster,
		mine: told(mine.state === 'fresh' ? mine.value : []),
		nodes: told(nodes.state === 'fresh' ? nodes.value : {partitions: [], nodes: []}),
		trouble: {failure, controller: 'down', sinceMs: atMs - 90_000, retryAtMs: atMs + 9000},
	};
}

/** What a program of the cluster said when it failed. */
export function clusterFailure(tell: Tell): Failure {
	const [failure] = hostileFailures(tell).filter(({kind}) => kind === 'exited');
	return failure ?? {kind: 'missing', where: tell()};
}
