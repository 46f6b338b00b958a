import type {Clock} from '../domain/clock.ts';
import type {Job} from '../domain/job.ts';
import {failed, type Result} from '../domain/result.ts';
import {wait} from '../transport/wait.ts';

/** Jobs as the list has them, where squeue is given these options beside its format: `--partition=gpu`. */
export type ListJobsWith = (
	options: readonly string[],
	signal: AbortSignal,
) => Promise<Result<readonly Job[]>>;

/** All that wait and run in these partitions. Failures: those of `ListJobsWith`, `rejected` where it was asked too lately. */
export type ListQueue = (
	partitions: readonly string[],
	signal: AbortSignal,
) => Promise<Result<readonly Job[]>>;

type ListQueueParts = {readonly listJobsWith: ListJobsWith; readonly clock: Clock};

/** Of the last list: who asks why one job after the other waits in the same partition asks the controller once. */
type KeptQueue = {
	readonly partitions: string;
	readonly answer: Result<readonly Job[]>;
	readonly endedAtMs: number;
};

/**
 * Also of one whose answer nobody waited for: the controller has worked for it all the same. How long that would have
 * taken is not known: as long as the one before, or longer.
 */
type LastCall = {
	readonly startedAtMs: number;
	readonly leastMs: number;
	/** Undefined: it has not ended. */
	readonly endedAtMs: number | undefined;
};

const keptMs = 10_000;
/** As often as what a person wants to know at once (rules/next-question.ts). */
const latencies = 10;
/** Somebody waits for the answer, but not for longer: then he is told without it. */
const mostRestMs = 5000;

/**
 * The greatest question of all that a person asks, for it is answered with the whole queue. A list is kept for ten seconds,
 * or for ten times what it took; of other partitions none is asked for sooner, nor after one that was given up.
 */
export function createListQueue({listJobsWith, clock}: ListQueueParts): ListQueue {
	let kept: KeptQueue | undefined;
	let last: LastCall | undefined;
	const listQueue: ListQueue = async (names, signal) => {
		const partitions = names.join(',');
		const restMs = restMsAfter(last, clock.monotonicMs());
		const told = toldStill(kept, {partitions, restMs, nowMs: clock.monotonicMs()});
		if (told !== undefined) {
			return told;
		}

		if (restMs > mostRestMs) {
			const reason =
				'its queue was long in coming a moment ago, and is not asked for again so soon.';
			return failed({kind: 'rejected', where: partitions, reason});
		}

		if (restMs > 0) {
			// Another may have asked meanwhile.
			return (await wait(restMs, clock, signal))
				? listQueue(names, signal)
				: failed({kind: 'cancelled', where: partitions});
		}

		const startedAtMs = clock.monotonicMs();
		const leastMs = tookMs(last, startedAtMs);
		last = {startedAtMs, leastMs, endedAtMs: undefined};
		const options = [`--partition=${partitions}`, '--states=PENDING,RUNNING'];
		const answer = await listJobsWith(options, signal);
		const endedAtMs = clock.monotonicMs();
		last = {startedAtMs, leastMs: signal.aborted ? leastMs : 0, endedAtMs};
		kept = signal.aborted ? kept : {partitions, answer, endedAtMs};
		return answer;
	};
	return listQueue;
}

type Wanted = {
	readonly partitions: string;
	readonly restMs: number;
	readonly nowMs: number;
};

function toldStill(
	kept: KeptQueue | undefined,
	{partitions, restMs, nowMs}: Wanted,
): KeptQueue['answer'] | undefined {
	if (kept?.answer.ok !== true || kept.partitions !== partitions) {
		return undefined;
	}

	return restMs > 0 || nowMs < kept.endedAtMs + keptMs ? kept.answer : undefined;
}

function restMsAfter(last: LastCall | undefined, nowMs: number): number {
	return last === undefined ? 0 : last.startedAtMs + latencies * tookMs(last, nowMs) - nowMs;
}

function tookMs(last: LastCall | undefined, nowMs: number): number {
	return last === undefined
		? 0
		: Math.max(last.leastMs, (last.endedAtMs ?? nowMs) - last.startedAtMs);
}
