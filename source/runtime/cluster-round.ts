import type {Clock} from '../domain/clock.ts';
import type {ControllerState} from '../domain/cluster.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result} from '../domain/result.ts';
import type {Round} from '../rules/cluster-pace.ts';
import {quickPingMs} from '../rules/rate-limit.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import type {Question} from '../rules/wanted-questions.ts';
import {type AskedAbout, askCluster, type Told} from './ask-cluster.ts';
import type {PolledReads, TellCluster} from './cluster-parts.ts';
import {withDeadline} from './deadline.ts';

export type RoundParts = {
	readonly client: PolledReads;
	readonly clock: Clock;
	/** As failures name the cluster. */
	readonly where: string;
};

/** A question and its answer. */
export type EndedRound = Round & {readonly answer: Result<Told>};

export type AskRound = (
	question: Question & {readonly about: AskedAbout},
	signal: AbortSignal,
) => Promise<EndedRound>;

/** Commands have deadlines of their own: this one is for what forgot its own. */
const lastDeadlineMs = 90_000;

/** Asks one question after the other; one that hangs beyond all deadlines is not asked again before it has ended. */
export function createRounds({client, clock, where}: RoundParts): AskRound {
	let next: Parameters<AskRound>[0] | undefined;
	const ask = withDeadline(
		async signal =>
			next === undefined ? failed({kind: 'cancelled', where}) : askCluster(client, next, signal),
		{clock, where, limitMs: () => lastDeadlineMs},
	);
	return async (question, signal) => {
		next = question;
		const startedAtMs = clock.monotonicMs();
		const answer = await ask(signal);
		const endedAtMs = clock.monotonicMs();
		const end = answer.ok ? 'answered' : endOf(question, answer.failure);
		return {question, startedAtMs, endedAtMs, end, answer};
	};
}

/** What the round tells, where the question is asked again at `dueMs`; undefined: nothing. */
export function factOf(
	{question, startedAtMs, endedAtMs, answer}: EndedRound,
	controller: ControllerState,
	dueMs: number | undefined,
): Parameters<TellCluster>[0] | undefined {
	const answered = {
		...{atMs: endedAtMs, tookMs: endedAtMs - startedAtMs},
		intervalMs: dueMs === undefined ? undefined : Math.round(dueMs - startedAtMs),
	};
	if (answer.ok) {
		return answer.value.fact(answered);
	}

	const {kind, subject} = question;
	const asked = {question: kind, subject, failure: answer.failure, controller};
	return {type: 'cluster/askFailed', ...asked, ...answered};
}

/** A quick one says that the controller itself is not slow. */
export async function pingsQuickly(
	{client, clock}: RoundParts,
	signal: AbortSignal,
): Promise<boolean> {
	const startedAtMs = clock.monotonicMs();
	const state = await client.ping(signal);
	return state === 'up' && clock.monotonicMs() - startedAtMs < quickPingMs;
}

/** Whether the controller may be what did not answer: then a ping says more. */
export function isOfController({question: {kind}, answer}: EndedRound): boolean {
	if (answer.ok || kind === 'finished' || kind === 'usage') {
		return false;
	}

	const {failure} = answer;
	return (
		failure.kind === 'timedOut' ||
		(failure.kind === 'exited' && silenceIn(failure.stderr) !== undefined)
	);
}

/** Whether it was never reached, as it is where nobody is there. */
export function isUnreached({answer}: EndedRound): boolean {
	return (
		!answer.ok &&
		answer.failure.kind === 'exited' &&
		silenceIn(answer.failure.stderr) === 'unreached'
	);
}

/** A refusal, and what is not understood, are answers too: to ask again as soon as after any other hurts nobody. */
function endOf(question: Question, failure: Failure): Round['end'] {
	if (failure.kind !== 'exited') {
		return failure.kind === 'timedOut' || failure.kind === 'missing' ? 'silent' : 'answered';
	}

	if (question.kind === 'finished') {
		return 'silent';
	}

	return silenceIn(failure.stderr) === undefined ? 'answered' : 'silent';
}
