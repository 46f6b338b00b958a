import type {ComputeNode} from './cluster-plan.ts';
import {type DemoJob, demoSelf} from './demo-job.ts';

/** A simulated cluster as it is now: what happens to it changes it in place. */
export type QueueState = {
	readonly seed: number;
	readonly nodes: readonly ComputeNode[];
	/** The newest last; another array where some are forgotten. */
	jobs: DemoJob[];
	/** By their own numbers, and the tasks of an array by its number too. */
	readonly byId: Map<number, DemoJob[]>;
	/** Of each partition, in the order of their turn. */
	readonly waiting: Map<string, DemoJob[]>;
	readonly running: Set<DemoJob>;
	/** Of each node, by its name. */
	readonly used: Map<string, Used>;
	/** Of the story. */
	second: number;
	nextId: number;
	readonly mostWaiting: number;
	/** Jobs of others that came since the story began. */
	submissions: number;
};

/** What the controller remembers of a job that has ended, and the database of one's own. */
export const rememberedSeconds = 300;
const ownRememberedSeconds = 86_400;
const forgottenAtOnce = 100;

export type Used = {readonly cpus: number; readonly gpus: number};

const nothing: Used = {cpus: 0, gpus: 0};

/** Of a node, what its jobs have. */
export function usedOf({used}: Pick<QueueState, 'used'>, name: string): Used {
	return used.get(name) ?? nothing;
}

/** A job is given its nodes, or with -1 gives them back. */
export function occupy(state: QueueState, job: DemoJob, sign: 1 | -1): void {
	if (job.stage.kind !== 'runs') {
		return;
	}

	const {nodes} = job.stage;
	for (const name of nodes) {
		const {cpus, gpus} = usedOf(state, name);
		state.used.set(name, {
			cpus: cpus + sign * Math.ceil(job.cpuCount / nodes.length),
			gpus: gpus + sign * Math.ceil(job.gpuCount / nodes.length),
		});
	}

	if (sign === 1) {
		state.running.add(job);
	} else {
		state.running.delete(job);
	}
}

/** Keeps it under its own number, and under that of its array. */
export function keepJob({jobs, byId}: QueueState, job: DemoJob): void {
	jobs.push(job);
	for (const id of new Set([job.rawId, job.array?.id ?? job.rawId])) {
		const known = byId.get(id);
		if (known === undefined) {
			byId.set(id, [job]);
		} else {
			known.push(job);
		}
	}
}

/** What nobody can ask for any more, when there is much of it: others' jobs that ended long ago. */
export function forgetJobs(state: QueueState): void {
	const {second, byId} = state;
	const isGone = ({stage, user}: DemoJob): boolean =>
		stage.kind === 'ended' &&
		second - stage.endSecond > (user === demoSelf ? ownRememberedSeconds : rememberedSeconds);
	const gone = state.jobs.filter(isGone);
	if (gone.length < forgottenAtOnce) {
		return;
	}

	state.jobs = state.jobs.filter(job => !isGone(job));
	for (const {rawId, array} of gone) {
		byId.delete(rawId);
		const id = array?.id ?? rawId;
		const left = byId.get(id)?.filter(job => !isGone(job)) ?? [];
		if (left.length === 0) {
			byId.delete(id);
		} else {
			byId.set(id, left);
		}
	}
}

export function waitingIn({waiting}: QueueState, partition: string): DemoJob[] {
	const known = waiting.get(partition);
	if (known !== undefined) {
		return known;
	}

	const none: DemoJob[] = [];
	waiting.set(partition, none);
	return none;
}

/** Who was nicer than others goes behind them, and who came later. */
export function sortWaiting(state: QueueState): void {
	for (const jobs of state.waiting.values()) {
		jobs.sort((one, other) => one.nice - other.nice || one.rawId - other.rawId);
	}
}
