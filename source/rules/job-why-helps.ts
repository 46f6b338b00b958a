import type {Job} from '../domain/job.ts';
import type {JobWhyHelp} from '../domain/job-why.ts';
import type {SlurmNode} from '../domain/partition.ts';
import {partitionsOf} from './jobs-ahead.ts';
import type {WaitReason} from './wait-reason.ts';
import {fits, isInLine, isOpenTo, type WhySubject} from './why-subject.ts';

type Help = (subject: WhySubject) => readonly JobWhyHelp[];

/** What a person can do, the nearest first. A command names the job by its id; what it is about is data of the cluster. */
export function jobWhyHelps(subject: WhySubject, reason?: WaitReason): readonly JobWhyHelp[] {
	const helps = reason === undefined ? [] : helpsOf(reason);
	const looks = isInLine(reason) ? [otherPartition, fewerGpus, backfill] : [];
	const all = [...looks, ...helps].flatMap(help => help(subject));
	return all.filter((help, place) => all.findIndex(other => isSameCommand(other, help)) === place);
}

function isSameCommand(one: JobWhyHelp, other: JobWhyHelp): boolean {
	return one.kind === other.kind && one.argv?.join(' ') === other.argv?.join(' ');
}

function helpsOf({kind, cause}: WaitReason): readonly Help[] {
	switch (cause) {
		case 'heldByUser':
			return [release];
		case 'heldAfterFailure':
			return [release, cancel];
		case 'heldByAdmin':
			return [askAdmin];
		case 'overPartitionTime':
			return [shorten, otherPartition, cancel];
		case 'dependencyNever':
			return [dropDependency, cancel];
		case 'dependency':
			return [dropDependency];
		case 'beginTime':
			return [startNow];
		case 'arrayLimit':
			return [moreTasks];
		case 'nodesUnavailable':
			return [otherNodes, seeBroken];
		case 'partitionClosed':
			return [otherPartition, askAdmin];
		case 'jobOverLimit':
			return [shortenToLimit, seeLimits, cancel];
		case 'priority':
			return [seeOrder];
		case 'resources':
			return [seeNodes];
		case 'nodesPromised':
			return [otherNodes, seeNodes];
		default:
			return kind === 'limit' ? [seeLimits] : kind === 'never' ? [cancel, askAdmin] : [];
	}
}

/** Of an array the array: its tasks alone would split its record. */
function idOf({id, array}: Job): string {
	return array !== undefined && !/^\d+$/.test(array.task) ? array.id : id;
}

function update(job: Job, change: string): readonly string[] {
	return ['scontrol', 'update', `jobid=${idOf(job)}`, change];
}

const cancel: Help = ({job}) => [{kind: 'cancel', argv: ['scancel', idOf(job)]}];
const release: Help = ({job}) => [{kind: 'release', argv: ['scontrol', 'release', idOf(job)]}];
const askAdmin: Help = () => [{kind: 'askAdmin', argv: undefined}];
const dropDependency: Help = ({job}) => [
	{kind: 'dropDependency', argv: update(job, 'Dependency=')},
];
const startNow: Help = ({job}) => [{kind: 'startNow', argv: update(job, 'StartTime=now')}];
/** Only where it asks for some by name. */
const otherNodes: Help = ({job, asked}) =>
	asked?.requestedNodes === undefined
		? []
		: [{kind: 'otherNodes', argv: update(job, 'ReqNodeList=')}];
const seeBroken: Help = () => [{kind: 'seeBroken', argv: ['sinfo', '-R']}];
const seeNodes: Help = ({job}) => [
	{kind: 'seeNodes', argv: ['squeue', `--partition=${job.partition}`, '--states=RUNNING']},
];
const seeOrder: Help = ({job}) => [
	{kind: 'seeOrder', argv: ['sprio', `--partition=${job.partition}`, '--sort=-y']},
];

const seeLimits: Help = ({job: {user, account, qos}}) => [
	{
		kind: 'seeLimits',
		argv: [
			...['scontrol', 'show', 'assoc_mgr', `users=${user}`],
			...(account === undefined ? [] : [`accounts=${account}`]),
			...(qos === undefined ? [] : [`qos=${qos}`]),
			'flags=qos,assoc',
		],
	},
];

const moreTasks: Help = ({job}) => {
	const throttle = Number(/%(\d+)$/.exec(job.array?.task ?? '')?.[1]);
	return Number.isFinite(throttle)
		? [{kind: 'moreTasks', argv: update(job, `ArrayTaskThrottle=${throttle * 2}`)}]
		: [];
};

/** Down to the longest that one of its partitions allows. */
const shorten: Help = ({job, partitions}) => {
	const limits = partitions.flatMap(({name, timeLimitSeconds}) =>
		partitionsOf(job).includes(name) && typeof timeLimitSeconds === 'number'
			? [timeLimitSeconds]
			: [],
	);
	return limits.length === 0
		? []
		: [{kind: 'shorten', argv: update(job, `TimeLimit=${minutes(Math.max(...limits))}`)}];
};

const shortenToLimit: Help = ({job, evidence}) => {
	const wall = evidence?.limits?.find(({name}) => name === 'MaxWallPJ')?.limit;
	return /Wall/.test(job.reason ?? '') && wall !== undefined && /^\d+$/.test(wall)
		? [{kind: 'shorten', argv: update(job, `TimeLimit=${wall}`)}]
		: [];
};

function minutes(seconds: number): number {
	return Math.floor(seconds / 60);
}

const leastBackfillSeconds = 4 * 3600;

/** A short job fits into holes that a long one does not. */
const backfill: Help = ({job}) =>
	typeof job.timeLimitSeconds === 'number' && job.timeLimitSeconds >= leastBackfillSeconds
		? [
				{
					kind: 'backfill',
					argv: update(job, `TimeLimit=${minutes(job.timeLimitSeconds / 2)}`),
				},
			]
		: [];

/** Where a node could take it now, and for as long as it asks. */
const otherPartition: Help = ({job, asked, partitions, nodes}) => {
	if (asksForNodes(job)) {
		return [];
	}

	const own = partitionsOf(job);
	const places = nodes.map(node => ({
		node: node.name,
		partitions: node.partitions,
		isIdle: isIdle(node) && isOpenTo({asked}, node),
		cpus: (node.cpusTotal ?? 0) - (node.cpusAllocated ?? 0) - (node.cpusOther ?? 0),
		gpus: (node.gpusTotal ?? 0) - (node.gpusUsed ?? 0),
	}));
	const other = partitions.find(
		({name, state, timeLimitSeconds}) =>
			!own.includes(name) &&
			state === 'UP' &&
			isLongEnough(job, timeLimitSeconds) &&
			places.filter(place => place.isIdle && place.partitions.includes(name) && fits(job, place))
				.length >= (job.nodeCount ?? 1),
	);
	return other === undefined
		? []
		: [
				{
					kind: 'otherPartition',
					argv: update(job, `Partition=${other.name}`),
					subject: other.name,
				},
			];
};

function isIdle({states}: SlurmNode): boolean {
	return states.some(state => state === 'IDLE' || state === 'MIXED');
}

/** By their names: another partition need not have them. */
function asksForNodes({reason}: Job): boolean {
	return reason?.startsWith('ReqNodeNotAvail') === true;
}

function isLongEnough({timeLimitSeconds: asked}: Job, limit: Job['timeLimitSeconds']): boolean {
	return (
		limit === undefined || limit === 'unlimited' || (typeof asked === 'number' && asked <= limit)
	);
}

/** A node has gpus, but fewer than it asks of one. */
const fewerGpus: Help = ({job, asked, nodes}) => {
	const wanted = job.gpuCount ?? 0;
	const own = partitionsOf(job);
	const free = nodes
		.filter(
			node =>
				node.partitions.some(name => own.includes(name)) && isIdle(node) && isOpenTo({asked}, node),
		)
		.map(node => (node.gpusTotal ?? 0) - (node.gpusUsed ?? 0));
	const most = Math.max(0, ...free);
	return wanted > 1 && most > 0 && most < wanted && (job.nodeCount ?? 1) === 1
		? [{kind: 'fewerGpus', argv: ['sbatch', `--gpus=${most}`], subject: String(most)}]
		: [];
};
