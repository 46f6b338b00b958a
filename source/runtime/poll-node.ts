import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import {finalStateOf} from '../domain/connection.ts';
import type {Event} from '../domain/event.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import type {Result} from '../domain/result.ts';
import {backOffMs} from '../rules/back-off.ts';
import {withDeadline} from './deadline.ts';
import {startPoll} from './poll.ts';

export type NodePolling = {
	readonly node: NodeConfig;
	readonly probe: NodeProbe;
	readonly clock: Clock;
	readonly chance: Chance;
	readonly dispatch: (event: Event) => void;
	/** Spreads the nodes over the interval. */
	readonly firstDelayMs: number;
};

const sampleDeadlineMs = 3000;
const factsDeadlineMs = 10_000;
const factsIntervalMs = 10 * 60_000;
const factsRetryMs = 30_000;
const filesystemsIntervalMs = 15_000;
const filesystemsDeadlineMs = 10_000;
/** The first failure may be chance: it is asked again at the usual pace. */
const toleratedFailures = 2;

/** Three lanes per node, each with its own pace and deadline, so that a slow one delays no other. */
export function pollNode(polling: NodePolling): () => void {
	const stops = [samplePoll(polling), factsPoll(polling), filesystemsPoll(polling)];
	return () => {
		for (const stop of stops) {
			stop();
		}

		polling.probe.close();
	};
}

function samplePoll(polling: NodePolling): () => void {
	const {node, chance} = polling;
	let failures = 0;
	return pollLane(polling, {
		ask: polling.probe.readSample,
		limitMs: sampleDeadlineMs,
		onAnswer(answer, {atMs, tookMs}) {
			if (answer.ok) {
				failures = 0;
				polling.dispatch({
					type: 'node/sampled',
					node: node.name,
					sample: answer.value,
					atMs,
					tookMs,
				});
				return node.pollIntervalMs;
			}

			failures += 1;
			const backOff =
				failures > toleratedFailures ? backOffMs(failures - toleratedFailures, chance) : 0;
			const retryInMs = Math.max(node.pollIntervalMs, backOff);
			const {failure} = answer;
			polling.dispatch({type: 'node/sampleFailed', node: node.name, failure, atMs, retryInMs});
			return retryInMs;
		},
	});
}

function factsPoll(polling: NodePolling): () => void {
	const node = polling.node.name;
	return pollLane(polling, {
		ask: polling.probe.readFacts,
		limitMs: factsDeadlineMs,
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
		limitMs: filesystemsDeadlineMs,
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

type Lane<Value> = {
	readonly ask: (signal: AbortSignal) => Promise<Result<Value>>;
	readonly limitMs: number;
	/** Tells the store and returns the delay until the next round. */
	readonly onAnswer: (answer: Result<Value>, when: {atMs: number; tookMs: number}) => number;
};

/** Asks within the lane's deadline; a failure that trying again cannot mend ends the lane. */
function pollLane<Value>(polling: NodePolling, lane: Lane<Value>): () => void {
	const {clock, node, firstDelayMs} = polling;
	const ask = withDeadline(lane.ask, {clock, where: node.name, limitMs: lane.limitMs});
	return startPoll({
		clock,
		firstDelayMs,
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
