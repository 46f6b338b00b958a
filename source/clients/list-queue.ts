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
	readonly untilMs: number;
};

const keptMs = 10_000;
/** As often as what a person wants to know at once (rules/next-question.ts). */
const latencies = 10;
/** Somebody waits for the answer, but not for longer: then he is told without it. */
const mostRestMs = 5000;

/**
 * The greatest question of all that a person asks, for it is answered with the whole queue. A list is kept for ten seconds,
 * or for ten times what it took; of other partitions none is asked for sooner.
 */
export function createListQueue({listJobsWith, clock}: ListQueueParts): ListQueue {
	let kept: KeptQueue | undefined;
	return async (names, signal) => {
		const partitions = names.join(',');
		const restMs = (kept?.untilMs ?? 0) - clock.monotonicMs();
		const isOld = kept === undefined || kept.endedAtMs + keptMs <= clock.monotonicMs();
		if (kept?.answer.ok === true && kept.partitions === partitions && (restMs > 0 || !isOld)) {
			return kept.answer;
		}

		if (restMs > mostRestMs) {
			const reason =
				'its queue was long in coming a moment ago, and is not asked for again so soon.';
			return failed({kind: 'rejected', where: partitions, reason});
		}

		if (restMs > 0) {
			await wait(restMs, clock, signal);
		}

		const startedAtMs = clock.monotonicMs();
		const options = [`--partition=${partitions}`, '--states=PENDING,RUNNING'];
		const answer = await listJobsWith(options, signal);
		const endedAtMs = clock.monotonicMs();
		const untilMs = startedAtMs + latencies * (endedAtMs - startedAtMs);
		kept = {partitions, answer, endedAtMs, untilMs};
		return answer;
	};
}
