import type {Job} from '../domain/job.ts';
import type {JobWhy, JobWhyFact, JobWhyUnknown, LimitUse} from '../domain/job-why.ts';
import {jobWhyHelps} from './job-why-helps.ts';
import {partitionsOf} from './jobs-ahead.ts';
import {unavailableFacts} from './unavailable-nodes.ts';
import {type WaitReason, waitKindOf} from './wait-reason.ts';
import {fits, isInLine, isOpenTo, type WhySubject} from './why-subject.ts';

const mostBlocking = 3;
const mostAhead = 3;
const mostPlaces = 3;

/** Why it waits: the reason of the controller, and what was found that bears it out. */
export function jobWhy(subject: WhySubject): JobWhy {
	const {job} = subject;
	const reason = waitKindOf(job.reason);
	return {
		kind: reason?.kind,
		cause: reason?.cause,
		reason: job.reason,
		facts: factsOf(subject, reason),
		helps: jobWhyHelps(subject, reason),
		unknowns: unknownsOf(subject, reason),
	};
}

function factsOf(subject: WhySubject, reason: WaitReason | undefined): readonly JobWhyFact[] {
	const {job, evidence, asked} = subject;
	return [
		// squeue does not tell whether memory is asked of a cpu or of a node.
		{
			kind: 'asked',
			job: {...job, memory: asked?.memory ?? job.memory},
			wholeNodes: asked?.wholeNodes === true,
		},
		...unavailableFacts(subject, reason),
		...queueFacts(subject, reason),
		...limitFacts(subject, reason),
		...(evidence?.dependencies ?? []).map(one => ({kind: 'dependency', ...one}) as const),
		...(isStuck(reason) ? [] : startFacts(subject, reason)),
	];
}

/** It will not begin by itself: a time at which it would is of no use. */
function isStuck(reason: WaitReason | undefined): boolean {
	return reason?.kind === 'never' || (reason?.cause ?? '').startsWith('held');
}

/** Who has what it needs, and who comes before it. */
function queueFacts(subject: WhySubject, reason?: WaitReason): readonly JobWhyFact[] {
	const {job, evidence, user} = subject;
	if (evidence === undefined || !isInLine(reason)) {
		return [];
	}

	const blocking = blockingJobs(job, evidence.running);
	const free = freePlaces(subject);
	const {ahead, aheadJobs, priorityParts} = evidence;
	return [
		...(blocking.length === 0
			? []
			: [
					{
						kind: 'blockedBy',
						jobs: blocking.slice(0, mostBlocking),
						count: blocking.length,
						needs: (job.gpuCount ?? 0) > 0 ? 'gpus' : 'cpus',
						user,
					} as const,
				]),
		...(free === undefined ? [] : [free]),
		...(ahead === undefined
			? []
			: [{kind: 'ahead', count: ahead, jobs: aheadJobs.slice(0, mostAhead)} as const]),
		...(job.priority === undefined || reason?.kind !== 'priority'
			? []
			: [{kind: 'priority', value: job.priority, parts: priorityParts ?? []} as const]),
	];
}

/** Of those that run, for one that needs gpus only those that have some. */
function blockingJobs(job: Job, running: readonly Job[]): readonly Job[] {
	return (job.gpuCount ?? 0) === 0 ? running : running.filter(({gpuCount}) => (gpuCount ?? 0) > 0);
}

/** What of its partitions nobody has now, the roomiest node first; undefined where no node was told of. */
function freePlaces(subject: WhySubject): Extract<JobWhyFact, {kind: 'free'}> | undefined {
	const {job, nodes, asked} = subject;
	const partitions = partitionsOf(job);
	const open = nodes.filter(
		node => node.partitions.some(name => partitions.includes(name)) && isOpenTo(subject, node),
	);
	if (nodes.length === 0) {
		return undefined;
	}

	const places = open
		.map(
			({name, cpusTotal = 0, cpusAllocated = 0, cpusOther = 0, gpusTotal = 0, gpusUsed = 0}) => ({
				node: name,
				cpus: Math.max(0, cpusTotal - cpusAllocated - cpusOther),
				gpus: Math.max(0, gpusTotal - gpusUsed),
			}),
		)
		.filter(({cpus, gpus}) => cpus > 0 || gpus > 0)
		.toSorted((one, other) => other.gpus - one.gpus || other.cpus - one.cpus);
	const fitting = places.filter(place => fits(job, place)).length;
	return {
		...{kind: 'free', places: places.slice(0, mostPlaces), count: places.length, fitting},
		wholeNodes: asked?.wholeNodes === true,
	};
}

/** The limits that the reason is about, else all that are used up. */
function limitFacts(subject: WhySubject, reason?: WaitReason): readonly JobWhyFact[] {
	const {job, evidence} = subject;
	if (reason?.cause === 'overPartitionTime') {
		return partitionLimits(subject);
	}

	const limits = evidence?.limits ?? [];
	const named = limits.filter(limit => isAbout(limit, job.reason ?? ''));
	const shown = named.length > 0 ? named : limits.filter(isUsedUp);
	return shown.map(use => ({kind: 'limit', use}));
}

function partitionLimits({job, partitions}: WhySubject): readonly JobWhyFact[] {
	return partitions.flatMap(({name, timeLimitSeconds}) =>
		partitionsOf(job).includes(name) && typeof timeLimitSeconds === 'number'
			? [{kind: 'partitionLimit', partition: name, seconds: timeLimitSeconds} as const]
			: [],
	);
}

/** `QOSMaxJobsPerUserLimit` is about `MaxJobsPU` of a QOS, `AssocGrpCpuLimit` about `GrpTRES cpu` of an association. */
function isAbout({name, owner}: LimitUse, reason: string): boolean {
	const isOfQos = /^(?:QOS|Max\w+PerAccount)/.test(reason);
	const subject = subjectsOfLimits.find(([ofReason]) => ofReason.test(reason))?.[1];
	return isOfQos === owner.startsWith('qos ') && subject !== undefined && subject.test(name);
}

/** The first that fits the reason says which names it is about. */
const subjectsOfLimits: ReadonlyArray<readonly [reason: RegExp, name: RegExp]> = [
	[/Grp\w*Submit/, /^GrpSubmitJobs/],
	[/Grp\w*Jobs/, /^GrpJobs/],
	[/GrpWall/, /^GrpWall/],
	[/Grp\w*RunMin/, /^GrpTRESRunMins/],
	[/Grp\w*Min/, /^GrpTRESMins/],
	[/GrpCpu/i, /^GrpTRES cpu/],
	[/GrpMem/, /^GrpTRES mem/],
	[/GrpNode/, /^GrpTRES node/],
	[/GrpGRES/, /^GrpTRES gres/],
	[/MaxSubmit/, /^MaxSubmitJobs/],
	[/MaxJobsPerAccount/, /^MaxJobsPA/],
	[/MaxJobs/, /^MaxJobs(?:PU)?$/],
	[/MaxWall/, /^MaxWallPJ/],
	[/MaxCpu\w*PerUser/, /^MaxTRESPU cpu/],
	[/MaxMem\w*PerUser/, /^MaxTRESPU mem/],
	[/MaxNode\w*PerUser/, /^MaxTRESPU node/],
	[/MaxGRESPerUser/, /^MaxTRESPU gres/],
	[/PerUser/, /^MaxTRESPU/],
	[/PerAccount/, /^MaxTRESPA/],
	[/PerNode/, /^MaxTRESPN/],
	[/Min\w*PerJob/, /^MaxTRESMinsPJ/],
	[/PerJob/, /^MaxTRESPJ/],
	[/^QOSMin/, /^MinTRESPJ/],
];

function isUsedUp({limit, used}: LimitUse): boolean {
	return used !== undefined && Number(used) >= Number(limit);
}

/** One that is over is no estimate any more. */
function startFacts(
	{job, evidence, nowWallMs}: WhySubject,
	reason?: WaitReason,
): readonly JobWhyFact[] {
	const atMs = evidence?.startsAtMs ?? job.startsAtMs;
	return atMs === undefined || atMs < nowWallMs
		? []
		: [
				reason?.cause === 'beginTime'
					? {kind: 'notBefore', atMs}
					: {kind: 'start', atMs, nodes: evidence?.plannedNodes},
			];
}

function unknownsOf(subject: WhySubject, reason?: WaitReason): readonly JobWhyUnknown[] {
	const {evidence, nodes} = subject;
	const known: ReadonlyArray<readonly [JobWhyUnknown, boolean]> = [
		['endsEarlier', isInLine(reason) && (evidence?.running.length ?? 0) > 0],
		['noEstimate', isInLine(reason) && startFacts(subject).length === 0],
		['noQueue', isInLine(reason) && evidence !== undefined && evidence.ahead === undefined],
		['noNodes', isInLine(reason) && nodes.length === 0],
		[
			'noLimits',
			reason?.kind === 'limit' &&
				reason.cause !== 'arrayLimit' &&
				limitFacts(subject, reason).length === 0,
		],
		['whenMended', reason?.cause === 'nodesUnavailable' || reason?.cause === 'partitionClosed'],
	];
	return known.flatMap(([unknown, isUnknown]) => (isUnknown ? [unknown] : []));
}
