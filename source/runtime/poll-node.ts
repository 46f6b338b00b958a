import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import {finalStateOf} from '../domain/connection.ts';
import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import type {Result} from '../domain/result.ts';
import {delayToBeatMs, restToBeatMs} from '../rules/poll-beat.ts';
import {withDeadline} from './deadline.ts';
import type {OllamaPace} from './ollama-pace.ts';
import type {Pace} from './pace.ts';
import {type Poll, restOfDelayMs, startPoll} from './poll.ts';
import {pollOllama} from './poll-ollama.ts';

export type NodePolling = {
	readonly node: NodeConfig;
	readonly probe: NodeProbe;
	readonly clock: Clock;
	readonly pace: Pace;
	readonly dispatch: (event: Event) => void;
	/** Where in its interval the node is sampled; undefined: an interval after the last sample. */
	readonly phaseMs: number | undefined;
	/** How often its Ollama is asked; left out: it is not. */
	readonly ollamaPace?: OllamaPace;
	/** Called at most once, when all is let go: with the time of the last good sample. */
	readonly onLost: (failure: Failure, heardAtMs: number | undefined) => void;
};

/** A poll takes one round trip: over a satellite a good one may take as long as a bad one elsewhere. */
const sampleDeadlineMs = 3000;
const deadlineRoundTrips = 4;
/** A new pace is taken over within it: who waits for the next minute is asked once more before. */
const slowestTakeoverMs = 2000;
const factsDeadlineMs = 10_000;
const factsIntervalMs = 10 * 60_000;
const factsRetryMs = 30_000;
const filesystemsIntervalMs = 30_000;
const filesystemsDeadlineMs = 10_000;
/** A miss may be chance, and so may a second. */
const missesToLose = 3;

/**
 * Lanes over one connection, each with its own pace and deadline, so that a slow one delays no other. The
 * connection is lost when the probe says so, or with the third sample in a row that did not come; the other lanes never
 * end it. The returned function lets go of everything, and after it nothing is told any more.
 */
export function pollNode(polling: NodePolling): () => void {
	let isOver = false;
	let heardAtMs: number | undefined;
	const end = (): void => {
		isOver = true;
		for (const stop of stops) {
			stop();
		}

		polling.probe.close();
	};
	const lose = (failure: Failure): void => {
		if (!isOver) {
			end();
			polling.onLost(failure, heardAtMs);
		}
	};
	const onHeard = (atMs: number): void => {
		heardAtMs = atMs;
	};
	const stops = [
		samplePoll(polling, {onHeard, lose}),
		factsPoll(polling),
		filesystemsPoll(polling),
		ollamaPoll(polling),
	];
	void polling.probe.lost.then(lose);
	return () => {
		if (!isOver) {
			end();
		}
	};
}

type Connected = {
	readonly onHeard: (atMs: number) => void;
	readonly lose: (failure: Failure) => void;
};

function samplePoll(polling: NodePolling, {onHeard, lose}: Connected): () => void {
	const {node, clock, pace, phaseMs, dispatch} = polling;
	let misses = 0;
	let roundTripMs = 0;
	return pollLane(polling, {
		ask: polling.probe.readSample,
		limitMs: () => Math.max(sampleDeadlineMs, deadlineRoundTrips * roundTripMs),
		onHurry: hurry =>
			pace.onChanged(() => {
				const intervalMs = Math.min(pace.intervalMs(), slowestTakeoverMs);
				const nowMs = clock.monotonicMs();
				hurry(phaseMs === undefined ? intervalMs : restToBeatMs({nowMs, intervalMs, phaseMs}));
			}),
		onAnswer(answer, {atMs, tookMs}) {
			const nowMs = atMs - tookMs;
			const intervalMs = pace.intervalMs();
			const delayMs =
				phaseMs === undefined ? intervalMs : delayToBeatMs({nowMs, intervalMs, phaseMs});
			if (answer.ok) {
				misses = 0;
				roundTripMs = tookMs;
				onHeard(atMs);
				dispatch({type: 'node/sampled', node: node.name, sample: answer.value, atMs, tookMs});
				return delayMs;
			}

			misses += 1;
			const {failure} = answer;
			if (misses === missesToLose || finalStateOf(failure) !== undefined) {
				lose(failure);
			} else {
				const retryInMs = restOfDelayMs(delayMs, tookMs);
				dispatch({type: 'node/sampleFailed', node: node.name, failure, atMs, retryInMs});
			}

			return delayMs;
		},
	});
}

function factsPoll(polling: NodePolling): () => void {
	const node = polling.node.name;
	return pollLane(polling, {
		ask: polling.probe.readFacts,
		limitMs: () => factsDeadlineMs,
		onAnswer(answer, {atMs}) {
			polling.dispatch(
				answer.ok
					? {type: 'node/described', node, facts: answer.value, atMs}
					: {type: 'node/describeFailed', node, failure: answer.failure, atMs},
			);
			return answer.ok ? factsIntervalMs : factsRetryMs;
		},
	});
}

function filesystemsPoll(polling: NodePolling): () => void {
	const node = polling.node.name;
	return pollLane(polling, {
		ask: polling.probe.readFilesystems,
		limitMs: () => filesystemsDeadlineMs,
		onAnswer(answer, {atMs}) {
			polling.dispatch(
				answer.ok
					? {type: 'node/filesystemsMeasured', node, filesystems: answer.value, atMs}
					: {type: 'node/filesystemsFailed', node, failure: answer.failure, atMs},
			);
			return filesystemsIntervalMs;
		},
	});
}

/** By itself it never ends the connection, whatever it hears. */
function ollamaPoll({node, probe, clock, dispatch, ollamaPace}: NodePolling): () => void {
	return ollamaPace === undefined
		? () => undefined
		: pollOllama({node, probe, clock, dispatch, pace: ollamaPace});
}

type Lane<Value> = {
	readonly ask: (signal: AbortSignal) => Promise<Result<Value>>;
	readonly limitMs: () => number;
	/** Tells the store and returns the delay until the next round. */
	readonly onAnswer: (answer: Result<Value>, when: {atMs: number; tookMs: number}) => number;
	readonly onHurry?: Poll['onHurry'];
};

/** Asks within the lane's deadline; a failure that trying again cannot mend ends the lane. */
function pollLane<Value>({clock, node}: NodePolling, lane: Lane<Value>): () => void {
	const ask = withDeadline(lane.ask, {clock, where: node.name, limitMs: lane.limitMs});
	return startPoll({
		clock,
		firstDelayMs: 0,
		...(lane.onHurry === undefined ? {} : {onHurry: lane.onHurry}),
		async task(signal) {
			const startedMs = clock.monotonicMs();
			const answer = await ask(signal);
			const atMs = clock.monotonicMs();
			if (signal.aborted) {
				return 'end';
			}

			const delayMs = lane.onAnswer(answer, {atMs, tookMs: atMs - startedMs});
			return !answer.ok && finalStateOf(answer.failure) !== undefined ? 'end' : delayMs;
		},
	});
}
