import type {Clock} from '../domain/clock.ts';
import type {ClusterLook, ControllerState} from '../domain/cluster.ts';
import type {Failure} from '../domain/failure.ts';
import type {SlurmName} from '../domain/ids.ts';
import {isSameJob, isSameSubject, type Job} from '../domain/job.ts';
import {
	type ClusterPace,
	downPace,
	isLimitedAt,
	isSlowing,
	limitedPace,
	type NextQuestion,
	newPace,
	nextQuestion,
	nextTimeOf,
	type PacedLook,
	paceAfter,
	type Question,
	reachedPace,
	refreshedPace,
} from '../rules/cluster-pace.ts';
import {phaseOf} from '../rules/job-phase.ts';
import {isOfLink, type PolledReads, type TellCluster} from './cluster-parts.ts';
import {
	createRounds,
	type EndedRound,
	factOf,
	isOfController,
	isUnreached,
	pingsQuickly,
	type RoundParts,
} from './cluster-round.ts';

export type ClusterPolling = {
	readonly cluster: SlurmName;
	readonly client: PolledReads;
	readonly clock: Clock;
	readonly tell: TellCluster;
	/** Whether there is a way to the login node, as far as is known. */
	readonly isReached: () => boolean;
	/** What is asked from now on, for who counts calls. */
	readonly onAsk: (kind: Question['kind']) => void;
};

export type ClusterPoller = {
	readonly lookAt: (look: ClusterLook) => void;
	/** What is looked at is asked for now. */
	readonly refresh: () => void;
	/** Asks until the way to the cluster is lost, and resolves to why; `cancelled` when it is aborted. */
	readonly run: (signal: AbortSignal) => Promise<Failure>;
};

/** One question at a time, each when its turn is. How it went until now is kept where the way is lost for a while. */
export function createClusterPoller(
	polling: ClusterPolling,
	firstLook: ClusterLook,
): ClusterPoller {
	const {cluster, client, clock, tell} = polling;
	const parts = {client, clock, where: cluster};
	const askRound = createRounds(parts);
	const known = new Map<string, readonly Job[]>();
	let pace = newPace;
	/** The last answer of the controller, or its silence. */
	let lastEnded: EndedRound | undefined;
	let look = firstLook;
	let wake = (): void => undefined;
	const openJob = (): Job | undefined => jobLookedAt(look, known);
	let jobSinceMs = clock.monotonicMs();
	const paced = (): PacedLook => ({...look, jobSinceMs, hasUsage: hasBegun(openJob())});

	/** A failure where the way to the cluster is lost. */
	async function ask(question: Question, signal: AbortSignal): Promise<Failure | undefined> {
		const about = {ref: look.job, job: openJob(), nowWallMs: clock.wallMs()};
		polling.onAsk(question.kind);
		const round = await askRound({...question, about}, signal);
		const lost = lostWay(round, polling);
		if (lost !== undefined) {
			return lost;
		}

		const before = pace;
		pace = await withLimit(paceAfter(pace, round), {...parts, question, signal});
		if (signal.aborted) {
			return undefined;
		}

		tellLimit(before, pace, polling);
		keepJobs(known, round);
		lastEnded = question.kind === 'finished' || question.kind === 'usage' ? lastEnded : round;
		void (isOfController(round) ? tellSilence(round, signal) : tellRound(round, 'up'));
		return undefined;
	}

	/** While a ping finds out how the controller is the database and the nodes are asked as before. */
	async function tellSilence(round: EndedRound, signal: AbortSignal): Promise<void> {
		const controller = await client.ping(signal);
		// What it has answered since then is newer than why it did not.
		if (signal.aborted || lastEnded !== round) {
			return;
		}

		pace = controller === 'down' && isUnreached(round) ? downPace(pace) : pace;
		tellRound(round, controller);
		wake();
	}

	function tellRound(round: EndedRound, controller: ControllerState): void {
		tellFact(tell, factOf(round, controller, nextTimeOf(pace, paced(), round.question)));
	}

	return {
		lookAt(next) {
			jobSinceMs = isSameSubject(look.job, next.job) ? jobSinceMs : clock.monotonicMs();
			look = next;
			wake();
		},
		refresh() {
			pace = refreshedPace(pace, clock.monotonicMs());
			wake();
		},
		run(signal) {
			pace = reachedPace(pace);
			const next = () => nextQuestion(pace, paced());
			const onRest: Turns['onRest'] = stop => {
				wake = stop;
			};
			return askInTurn({clock, where: cluster, next, ask, onRest}, signal);
		},
	};
}

/** Why there is no way to the cluster; where nobody was reached it was not the controller that kept silent. */
function lostWay({answer}: EndedRound, polling: ClusterPolling): Failure | undefined {
	if (answer.ok || isOfLink(answer.failure)) {
		return answer.ok ? undefined : answer.failure;
	}

	return answer.failure.kind === 'timedOut' && !polling.isReached()
		? {
				kind: 'unreachable',
				where: polling.cluster,
				reason: 'its login node is not connected now',
			}
		: undefined;
}

function tellFact(tell: TellCluster, fact: Parameters<TellCluster>[0] | undefined): void {
	if (fact !== undefined) {
		tell(fact);
	}
}

type Turns = Omit<RoundParts, 'client'> & {
	readonly next: () => NextQuestion | undefined;
	readonly ask: (question: Question, signal: AbortSignal) => Promise<Failure | undefined>;
	/** Is told how a rest is ended. */
	readonly onRest: (wake: () => void) => void;
};

/** Until a question fails for good. */
async function askInTurn(
	{clock, where, next: nextOf, ask, onRest}: Turns,
	signal: AbortSignal,
): Promise<Failure> {
	while (!signal.aborted) {
		const next = nextOf();
		const restMs = (next?.atMs ?? Number.POSITIVE_INFINITY) - clock.monotonicMs();
		const isDue = next !== undefined && restMs <= 0;
		const failure = isDue ? await ask(next.question, signal) : undefined;
		if (failure !== undefined) {
			return failure;
		}

		if (!isDue) {
			await rest(clock, {restMs, signal}, onRest);
		}
	}

	return {kind: 'cancelled', where};
}

/** At half the pace for a while where the controller makes us wait. */
async function withLimit(
	pace: ClusterPace,
	{question, signal, ...parts}: RoundParts & {question: Question; signal: AbortSignal},
): Promise<ClusterPace> {
	const isSeen = isSlowing(pace, question) && (await pingsQuickly(parts, signal));
	const atMs = parts.clock.monotonicMs();
	if (isSeen) {
		return limitedPace(pace, atMs);
	}

	return isLimitedAt(pace, atMs) ? pace : {...pace, limitedUntilMs: undefined};
}

function tellLimit(before: ClusterPace, after: ClusterPace, {clock, tell}: ClusterPolling): void {
	const isLimited = after.limitedUntilMs !== undefined;
	if (isLimited !== (before.limitedUntilMs !== undefined)) {
		tell({type: 'cluster/limited', isLimited, atMs: clock.monotonicMs()});
	}
}

/** Resolves when the time is over, when it is aborted, or when what it hands out is called. */
function rest(
	{startTimer}: Clock,
	{restMs, signal}: {readonly restMs: number; readonly signal: AbortSignal},
	handOut: (wake: () => void) => void,
): Promise<void> {
	return new Promise(resolve => {
		const end = (): void => {
			cancelTimer?.();
			signal.removeEventListener('abort', end);
			handOut(() => undefined);
			resolve();
		};
		const cancelTimer = Number.isFinite(restMs) ? startTimer(restMs, end) : undefined;
		signal.addEventListener('abort', end, {once: true});
		handOut(end);
	});
}

/** The lists as they were told last; of arrays the tasks of each. */
function keepJobs(known: Map<string, readonly Job[]>, {question, answer}: EndedRound): void {
	const {kind, subject} = question;
	if (answer.ok && answer.value.jobs !== undefined) {
		known.set(`${kind} ${subject}`, answer.value.jobs);
	}
}

function jobLookedAt(
	{job: ref}: ClusterLook,
	known: ReadonlyMap<string, readonly Job[]>,
): Job | undefined {
	if (ref === undefined) {
		return undefined;
	}

	for (const jobs of known.values()) {
		const job = jobs.find(one => isSameJob(one, ref));
		if (job !== undefined) {
			return job;
		}
	}

	return undefined;
}

function hasBegun(job: Job | undefined): boolean {
	const phase = job && phaseOf(job);
	return phase === 'runs' || phase === 'done' || phase === 'failed' || phase === 'stopped';
}
