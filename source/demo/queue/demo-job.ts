/** A job of the demo's cluster. Seconds are those of the story; before it began they are below zero. */
export type DemoJob = {
	readonly rawId: number;
	/**
	 * Undefined: it is no array. A task that has begun has left the record of those that wait, and one that is told of
	 * by itself has no `mostAtOnce`.
	 */
	readonly array: {readonly id: number; readonly mostAtOnce: number} | undefined;
	/** Of an array: the indices that this record stands for. */
	tasks: readonly number[];
	name: string;
	readonly user: DemoUserName;
	readonly partition: string;
	readonly qos: string;
	readonly submittedSecond: number;
	/** Not before. */
	readonly beginSecond: number | undefined;
	limitSeconds: number;
	/** What it would take, were it let run. */
	readonly runSeconds: number;
	readonly nodeCount: number;
	/** Of all its nodes together, as the gpus and the memory. */
	readonly cpuCount: number;
	readonly gpuCount: number;
	readonly memoryMebibytes: number;
	/** It begins when this one has ended well. */
	readonly afterId: number | undefined;
	/** On these nodes and no other. */
	readonly nodes: readonly string[];
	readonly ending: DemoEnding;
	readonly comment: string | undefined;
	/** Undefined: the home directory of its user. */
	readonly folder: string | undefined;
	nice: number;
	held: 'user' | 'admin' | undefined;
	stage: DemoStage;
};

export type DemoStage =
	| {readonly kind: 'waits'; readonly reason: string}
	| {readonly kind: 'runs'; readonly startSecond: number; readonly nodes: readonly string[]}
	| {
			readonly kind: 'ended';
			readonly state: string;
			readonly status: number;
			readonly startSecond: number | undefined;
			readonly endSecond: number;
			readonly nodes: readonly string[];
	  };

/** How it ends by itself; `status` as wait(2) tells it. */
export type DemoEnding = {readonly state: string; readonly status: number};

export type DemoUserName = 'alice' | 'bob' | 'carol' | 'dave' | 'erin';

export const demoUsers: Readonly<
	Record<DemoUserName, {readonly uid: number; readonly account: string}>
> = {
	alice: {uid: 1001, account: 'lab-a'},
	bob: {uid: 1002, account: 'lab-a'},
	carol: {uid: 1003, account: 'lab-b'},
	dave: {uid: 1004, account: 'lab-b'},
	erin: {uid: 1005, account: 'guests'},
};

/** Whose session the demo is. */
export const demoSelf: DemoUserName = 'alice';

export const endsWell: DemoEnding = {state: 'COMPLETED', status: 0};

export type JobWish = Pick<DemoJob, 'rawId' | 'name' | 'user' | 'partition'> & Partial<DemoJob>;

/** One of a cpu for half an hour, unless more is said. */
export function demoJob(wish: JobWish): DemoJob {
	return {
		...{array: undefined, tasks: [], qos: 'normal', submittedSecond: 0, beginSecond: undefined},
		...{limitSeconds: 3600, runSeconds: 1800, nodeCount: 1, cpuCount: 1, gpuCount: 0},
		...{memoryMebibytes: 4096, afterId: undefined, nodes: [], ending: endsWell},
		...{comment: undefined, folder: undefined, nice: 0, held: undefined},
		stage: {kind: 'waits', reason: 'Priority'},
		...wish,
	};
}

/** `4720_[14-63%4]`, `4720_3`, `4711` */
export function demoJobId({rawId, array, tasks, stage}: DemoJob): string {
	if (array === undefined) {
		return `${rawId}`;
	}

	return tasks.length > 1 || (stage.kind === 'waits' && array.mostAtOnce > 0)
		? `${array.id}_[${rangesOf(tasks)}%${array.mostAtOnce}]`
		: `${array.id}_${tasks[0] ?? 0}`;
}

/** `5-9,12` */
function rangesOf(tasks: readonly number[]): string {
	const ranges: Array<readonly [from: number, to: number]> = [];
	for (const task of tasks) {
		const last = ranges.at(-1);
		if (last !== undefined && last[1] === task - 1) {
			ranges[ranges.length - 1] = [last[0], task];
		} else {
			ranges.push([task, task]);
		}
	}

	return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
