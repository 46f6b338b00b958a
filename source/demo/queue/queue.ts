import type {NodePlan} from '../plan.ts';
import {type ComputeNode, computeNodes, demoPartitions} from './cluster-plan.ts';
import {type DemoJob, demoJob, demoSelf, type JobWish} from './demo-job.ts';
import {drawnJob, plannedJobs} from './queue-plan.ts';
import {obstacleTo, roomFor} from './queue-rules.ts';
import {
	forgetJobs,
	keepJob,
	occupy,
	type QueueState,
	sortWaiting,
	waitingIn,
} from './queue-state.ts';

export type DemoQueueParts = {
	readonly seed: number;
	/** Undefined: some dozens. */
	readonly jobCount: number | undefined;
	/** The rack, whose workers are of the cluster. */
	readonly plans: readonly NodePlan[];
};

/** Those without cards; more of them where there are more jobs. */
const fewestNodes = 8;
const mostNodes = 64;
const jobsPerNode = 1000;
const someJobs = 90;

/** Now and then somebody else's job comes. */
const submitEverySeconds = 45;
const moreWaiting = 20;
/** Of each partition, so many are looked at when something is free. */
const lookedAt = 80;

/** At second 0 of the story. */
export function openQueue({seed, jobCount = someJobs, plans}: DemoQueueParts): QueueState {
	const nodes = computeNodes(
		plans,
		Math.max(fewestNodes, Math.min(mostNodes, Math.floor(jobCount / jobsPerNode))),
	);
	const jobs = plannedJobs(seed, jobCount, {
		twin: nodes.find(({gpus}) => gpus > 1)?.name ?? 'gpu-01',
		single: nodes.find(({gpus}) => gpus === 1)?.name ?? 'gpu-02',
		small: smallNodes(nodes),
	});
	const state: QueueState = {
		...{seed, nodes, jobs: [], byId: new Map(), waiting: new Map(), running: new Set()},
		...{used: new Map(), second: 0, submissions: 0},
		mostWaiting: jobs.length + moreWaiting,
		nextId: 1 + jobs.reduce((most, {rawId}) => Math.max(most, rawId), 0),
	};
	for (const job of jobs) {
		keepJob(state, job);
		occupy(state, job, 1);
	}

	for (const job of jobs.filter(({stage}) => stage.kind === 'waits')) {
		waitingIn(state, job.partition).push(job);
		job.stage = {kind: 'waits', reason: obstacleTo(state, job) ?? 'Priority'};
	}

	sortWaiting(state);
	startWaiting(state);
	return state;
}

/** Neither of them the first, which the story has run hot. */
function smallNodes(nodes: readonly ComputeNode[]): readonly [string, string] {
	const [hot, one = hot, other = one] = nodes.filter(({partitions}) => partitions.includes('pi'));
	return [one?.name ?? 'cpu-03', other?.name ?? 'cpu-04'];
}

/** Lets happen what happens until then. */
export function advanceTo(state: QueueState, toSecond: number): void {
	for (;;) {
		const next = nextToEnd(state);
		const submitSecond = (state.submissions + 1) * submitEverySeconds;
		const endSecond = next === undefined ? Number.POSITIVE_INFINITY : endSecondOf(next);
		if (Math.min(endSecond, submitSecond) > toSecond) {
			break;
		}

		state.second = Math.max(state.second, Math.min(endSecond, submitSecond));
		if (next !== undefined && endSecond <= submitSecond) {
			const isLate = next.runSeconds > next.limitSeconds;
			endJob(state, next, isLate ? {state: 'TIMEOUT', status: 0} : next.ending);
		} else {
			state.submissions += 1;
			addOther(state);
		}

		startWaiting(state);
	}

	if (toSecond > state.second) {
		state.second = toSecond;
		forgetJobs(state);
		startWaiting(state);
	}
}

export function submitJob(state: QueueState, wish: Omit<JobWish, 'rawId' | 'user'>): DemoJob {
	const rawId = takeId(state);
	const job = demoJob({...wish, rawId, user: demoSelf, submittedSecond: state.second});
	addJob(state, job.array === undefined ? job : {...job, array: {...job.array, id: rawId}});
	startWaiting(state);
	return job;
}

/** Ends it now, whether it has begun or not. */
export function endJob(
	state: QueueState,
	job: DemoJob,
	how: {readonly state: string; readonly status: number},
): void {
	const {stage} = job;
	const startSecond = stage.kind === 'runs' ? stage.startSecond : undefined;
	const nodes = stage.kind === 'runs' ? stage.nodes : [];
	occupy(state, job, -1);
	leaveLine(state, job);
	job.stage = {kind: 'ended', ...how, startSecond, endSecond: state.second, nodes};
}

/** As if it were submitted anew, under its old id. */
export function requeueJob(state: QueueState, job: DemoJob): void {
	occupy(state, job, -1);
	leaveLine(state, job);
	job.stage = {kind: 'waits', reason: 'BeginTime'};
	waitingIn(state, job.partition).push(job);
	sortWaiting(state);
}

/** Whoever changed what jobs wait for has them looked at again. */
export function startWaiting(state: QueueState): void {
	for (const {name} of demoPartitions) {
		let blocked = 0;
		for (const job of waitingIn(state, name).slice(0, lookedAt)) {
			const reason = startOrReason(state, job, blocked === 0 ? 'Resources' : 'Priority');
			blocked += reason === 'Resources' || reason === 'Priority' ? 1 : 0;
		}
	}
}

/** Why it still waits; undefined: it has begun. */
function startOrReason(state: QueueState, job: DemoJob, turn: string): string | undefined {
	const obstacle = obstacleTo(state, job);
	const room = obstacle === undefined ? roomFor(state, job) : undefined;
	if (room !== undefined) {
		startJob(state, job, room);
		return undefined;
	}

	const reason = obstacle ?? turn;
	job.stage = {kind: 'waits', reason};
	return reason;
}

/** A task leaves its array with an id of its own; the last takes that of the array. */
function startJob(state: QueueState, job: DemoJob, nodes: readonly string[]): void {
	const stage = {kind: 'runs', startSecond: state.second, nodes} as const;
	const [task, ...left] = job.tasks;
	if (task !== undefined && left.length > 0) {
		job.tasks = left;
		const begun = {...job, rawId: takeId(state), tasks: [task], stage};
		keepJob(state, begun);
		occupy(state, begun, 1);
		return;
	}

	leaveLine(state, job);
	job.stage = stage;
	occupy(state, job, 1);
}

function addJob(state: QueueState, job: DemoJob): void {
	keepJob(state, job);
	waitingIn(state, job.partition).push(job);
	job.stage = {kind: 'waits', reason: obstacleTo(state, job) ?? 'Priority'};
}

/** Nobody goes to the end of a line that has grown too long. */
function addOther(state: QueueState): void {
	const waiting = [...state.waiting.values()].reduce((sum, line) => sum + line.length, 0);
	if (waiting < state.mostWaiting) {
		addJob(state, drawnJob(state.seed, takeId(state), state.second));
	}
}

function leaveLine(state: QueueState, job: DemoJob): void {
	const line = waitingIn(state, job.partition);
	const at = line.indexOf(job);
	if (at >= 0) {
		line.splice(at, 1);
	}
}

function takeId(state: QueueState): number {
	state.nextId += 1;
	return state.nextId - 1;
}

function nextToEnd({running}: QueueState): DemoJob | undefined {
	let next: DemoJob | undefined;
	for (const job of running) {
		next = next === undefined || endSecondOf(job) < endSecondOf(next) ? job : next;
	}

	return next;
}

/** By itself, or when its time is over. */
export function endSecondOf({stage, runSeconds, limitSeconds}: DemoJob): number {
	return stage.kind === 'runs'
		? stage.startSecond + Math.min(runSeconds, limitSeconds)
		: Number.POSITIVE_INFINITY;
}
