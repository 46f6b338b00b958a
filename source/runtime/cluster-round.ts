import type {Clock} from '../domain/clock.ts';
import type {ControllerState} from '../domain/cluster.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result} from '../domain/result.ts';
import type {Question, Round} from '../rules/cluster-pace.ts';
import {quickPingMs} from '../rules/rate-limit.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import {type AskedAbout, askCluster, type Told} from './ask-cluster.ts';
import type {PolledReads, TellCluster} from './cluster-parts.ts';
import {withDeadline} from './deadline.ts';

export type RoundParts = {
	readonly client: PolledReads;
	readonly clock: Clock;
	/** As failures name the cluster. */
	readonly where: string;
};

/** A question, its answer, and how the controller is where there was none. */
export type EndedRound = Round & {
	readonly answer: Result<Told>;
	readonly controller: ControllerState;
};

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
		const controller =
			answer.ok || signal.aborted || !isSilence(question, answer.failure)
				? 'up'
				: await client.ping(signal);
		const end = answer.ok ? 'answered' : endOf(question, answer.failure, controller);
		return {question, startedAtMs, endedAtMs, end, answer, controller};
	};
}

/** What the round tells; undefined: nothing. */
export function factOf(
	{question, startedAtMs, endedAtMs, answer, controller}: EndedRound,
	intervalMs: number | undefined,
): Parameters<TellCluster>[0] | undefined {
	const answered = {
		...{atMs: endedAtMs, tookMs: endedAtMs - startedAtMs},
		intervalMs: intervalMs === undefined ? undefined : Math.round(intervalMs),
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

/** Whether the controller may be what did not answer. */
function isSilence({kind}: Question, failure: Failure): boolean {
	if (kind === 'finished' || kind === 'usage') {
		return false;
	}

	return (
		failure.kind === 'timedOut' ||
		(failure.kind === 'exited' && silenceIn(failure.stderr) !== undefined)
	);
}

/** A refusal, and what is not understood, are answers too: to ask again as soon as after any other hurts nobody. */
function endOf(question: Question, failure: Failure, controller: ControllerState): Round['end'] {
	if (failure.kind !== 'exited') {
		return failure.kind === 'timedOut' || failure.kind === 'missing' ? 'silent' : 'answered';
	}

	if (question.kind === 'finished') {
		return 'silent';
	}

	const silence = silenceIn(failure.stderr);
	const isThere = silence !== 'unreached' || controller !== 'down';
	return silence === undefined ? 'answered' : isThere ? 'silent' : 'down';
}
