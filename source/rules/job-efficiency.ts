import type {Job} from '../domain/job.ts';
import type {JobDetail, JobUsage} from '../domain/job-detail.ts';
import type {AskedAndUsed, AskedTime, JobAdvice, JobEfficiency} from '../domain/job-efficiency.ts';
import {phaseOf, stateName} from './job-phase.ts';

export type UsedJob = {
	readonly job: Job;
	readonly detail: JobDetail | undefined;
	readonly usage: JobUsage | undefined;
	/** How busy its gpus are now, as their nodes tell; undefined: nobody does. */
	readonly liveGpuFraction: number | undefined;
};

/** Before that a job has not shown what it needs. */
const leastEndedSeconds = 60;
const leastRunningSeconds = 600;
/** Below this of what was asked for, less would do. */
const lowFraction = 0.5;
const idleGpuFraction = 0.15;
const tightFraction = 0.95;
/** What is left over has to be worth the word. */
const leastBytes = 1024 ** 3;
const leastSeconds = 1800;
const memoryMargin = 1.25;
const cpuMargin = 1.25;
const timeMargin = 2;

const gibibyte = 1024 ** 3;

export function jobEfficiency(one: UsedJob): JobEfficiency {
	const used = hasStarted(one) ? one : {...one, usage: undefined, liveGpuFraction: undefined};
	const figures = {
		time: timeOf(used),
		cpu: cpuOf(used),
		memory: memoryOf(used),
		gpu: gpuOf(used),
	};
	return {...figures, advice: hasShown(used) ? adviceOf(used, figures) : []};
}

function secondsOf(one: UsedJob): number | undefined {
	return hasStarted(one) ? (one.job.elapsedSeconds ?? one.detail?.runSeconds) : undefined;
}

/** One that ended without a start never ran; what is told of one that is queued again was its run before. */
function hasStarted({job, detail}: UsedJob): boolean {
	switch (phaseOf(job)) {
		case 'waits':
		case 'held':
		case 'never':
			return false;
		case 'stopped':
			return (
				(job.elapsedSeconds ?? detail?.runSeconds) !== 0 ||
				(job.startsAtMs ?? detail?.startsAtMs) !== undefined
			);
		default:
			return true;
	}
}

function timeOf(one: UsedJob): AskedTime {
	const asked = one.job.timeLimitSeconds ?? one.detail?.timeLimitSeconds;
	const used = secondsOf(one);
	return {
		asked,
		used,
		fraction: asked === 'unlimited' ? undefined : fractionOf(used, asked),
	};
}

function cpuOf(one: UsedJob): AskedAndUsed {
	const asked = one.job.cpuCount ?? one.detail?.cpuCount;
	const seconds = secondsOf(one);
	const cpuSeconds = one.usage?.cpuSeconds;
	const used =
		cpuSeconds === undefined || seconds === undefined || seconds === 0
			? undefined
			: cpuSeconds / seconds;
	return {asked, used, fraction: fractionOf(used, asked)};
}

/** The largest task, as often as there are tasks on a node. */
function memoryOf({job, detail, usage}: UsedJob): AskedAndUsed {
	const {memory = detail?.memory} = job;
	const cpus = (job.cpuCount ?? detail?.cpuCount ?? 1) / nodesOf({job, detail});
	const asked =
		memory === undefined ? undefined : memory.per === 'cpu' ? memory.bytes * cpus : memory.bytes;
	const tasks = Math.max(1, Math.ceil((detail?.taskCount ?? 1) / nodesOf({job, detail})));
	const used = usage?.maxMemoryBytes === undefined ? undefined : usage.maxMemoryBytes * tasks;
	return {asked, used, fraction: fractionOf(used, asked)};
}

function nodesOf({job, detail}: Pick<UsedJob, 'job' | 'detail'>): number {
	return Math.max(1, job.nodeCount ?? detail?.nodeCount ?? 1);
}

function gpuOf({job, detail, usage, liveGpuFraction}: UsedJob): AskedAndUsed {
	const asked = job.gpuCount ?? detail?.gpuCount;
	const fraction = usage?.gpuFraction ?? liveGpuFraction;
	return asked === undefined || asked === 0
		? {asked: undefined, used: undefined, fraction: undefined}
		: {asked, used: fraction === undefined ? undefined : fraction * asked, fraction};
}

function fractionOf(used: number | undefined, asked: number | undefined): number | undefined {
	return used === undefined || asked === undefined || asked === 0 ? undefined : used / asked;
}

function hasShown(one: UsedJob): boolean {
	const seconds = secondsOf(one) ?? 0;
	return seconds >= (phaseOf(one.job) === 'runs' ? leastRunningSeconds : leastEndedSeconds);
}

type Figures = Omit<JobEfficiency, 'advice'>;

function adviceOf(one: UsedJob, figures: Figures): readonly JobAdvice[] {
	return [
		...memoryAdvice(one, figures.memory),
		...timeAdvice(one.job, figures.time),
		...cpuAdvice(figures.cpu),
		...gpuAdvice(figures.gpu),
	];
}

function memoryAdvice(one: UsedJob, {asked, used, fraction}: AskedAndUsed): readonly JobAdvice[] {
	if (asked === undefined || used === undefined || fraction === undefined) {
		return [];
	}

	const {job, detail} = one;
	const per = (job.memory ?? detail?.memory)?.per ?? 'node';
	const share = per === 'cpu' ? (job.cpuCount ?? detail?.cpuCount ?? 1) / nodesOf(one) : 1;
	const isOut = stateName(job) === 'OUT_OF_MEMORY';
	const suggestedBytes = roundBytes(((isOut ? asked : used) * memoryMargin) / share);
	const facts = {fraction, askedBytes: asked, per, suggestedBytes};
	if (isOut || fraction > tightFraction) {
		return [{kind: 'moreMemory', ...facts}];
	}

	const isWorthIt = asked - suggestedBytes * share >= leastBytes;
	return fraction < lowFraction && isWorthIt ? [{kind: 'lessMemory', ...facts}] : [];
}

/** Up to whole GiB, or below one to 128 MiB. */
function roundBytes(bytes: number): number {
	const step = bytes >= gibibyte ? gibibyte : gibibyte / 8;
	return Math.ceil(bytes / step) * step;
}

/** One that still runs has not shown how long it takes. */
function timeAdvice(job: Job, {asked, used, fraction}: AskedTime): readonly JobAdvice[] {
	if (asked === undefined || asked === 'unlimited' || used === undefined) {
		return [];
	}

	const state = stateName(job);
	if (state === 'TIMEOUT') {
		return [{kind: 'moreTime', askedSeconds: asked}];
	}

	const suggestedMinutes = roundMinutes((used * timeMargin) / 60);
	const isWorthIt = asked - suggestedMinutes * 60 >= leastSeconds;
	return state === 'COMPLETED' && fraction !== undefined && fraction < lowFraction && isWorthIt
		? [{kind: 'lessTime', fraction, askedSeconds: asked, suggestedMinutes}]
		: [];
}

function roundMinutes(minutes: number): number {
	const step = minutes <= 60 ? 10 : 30;
	return Math.ceil(minutes / step) * step;
}

function cpuAdvice({asked, used, fraction}: AskedAndUsed): readonly JobAdvice[] {
	if (asked === undefined || used === undefined || fraction === undefined) {
		return [];
	}

	const suggested = Math.max(1, Math.ceil(used * cpuMargin));
	return asked > 1 && fraction < lowFraction && suggested < asked
		? [{kind: 'fewerCpus', fraction, asked, suggested}]
		: [];
}

function gpuAdvice({asked, fraction}: AskedAndUsed): readonly JobAdvice[] {
	return asked !== undefined && fraction !== undefined && fraction < idleGpuFraction
		? [{kind: 'idleGpus', fraction, asked}]
		: [];
}
