import type {Clock} from '../domain/clock.ts';
import type {ClusterLook, ControllerState} from '../domain/cluster.ts';
import type {Failure} from '../domain/failure.ts';
import type {SlurmName} from '../domain/ids.ts';
import {isSameSubject} from '../domain/job.ts';
import {downPace, paceAfter, reachedPace, refreshedPace} from '../rules/cluster-pace.ts';
import {nextQuestion, nextTimeOf} from '../rules/next-question.ts';
import type {PacedLook, Question} from '../rules/wanted-questions.ts';
import {askInTurn, type Turns} from './ask-in-turn.ts';
import {isOfLink, type PolledReads, type TellCluster} from './cluster-parts.ts';
import {
	createRounds,
	type EndedRound,
	factOf,
	isOfController,
	isUnreached,
} from './cluster-round.ts';
import type {ControllerTurn} from './controller-turn.ts';
import {createKeptPace, type ControllerManner} from './kept-pace.ts';
import {createKnownJobs, hasBegun} from './known-jobs.ts';

export type ClusterPolling = {
	readonly cluster: SlurmName;
	readonly client: PolledReads;
	readonly clock: Clock;
	readonly tell: TellCluster;
	/** Shared with whoever else asks its controller. */
	readonly turn: ControllerTurn;
	/** Whether there is a way to the login node, as far as is known. */
	readonly isReached: () => boolean;
	/** What is asked from now on, for who counts calls. */
	readonly onAsk: (kind: Question['kind']) => void;
};

export type ClusterPoller = {
	readonly lookAt: (look: ClusterLook) => void;
	/** What is looked at is asked for now. */
	readonly refresh: () => void;
	readonly controller: () => ControllerManner;
	/** Asks until the way to the cluster is lost, and resolves to why; `cancelled` when it is aborted. */
	readonly run: (signal: AbortSignal) => Promise<Failure>;
};

/** One question at a time, each when its turn is. How it went until now is kept where the way is lost for a while. */
export function createClusterPoller(
	polling: ClusterPolling,
	firstLook: ClusterLook,
): ClusterPoller {
	const {cluster, client, clock, tell, turn} = polling;
	const parts = {client, clock, where: cluster};
	const askRound = createRounds(parts);
	const known = createKnownJobs();
	const pace = createKeptPace({...parts, tell});
	/** The last answer of the controller, or its silence. */
	let lastEnded: EndedRound | undefined;
	let look = firstLook;
	let wake = (): void => undefined;
	let jobSinceMs = clock.monotonicMs();
	const hasUsage = (): boolean => hasBegun(known.lookedAt(look));
	const paced = (): PacedLook => ({...look, jobSinceMs, hasUsage: hasUsage()});

	/** A failure where the way to the cluster is lost. */
	async function ask(question: Question, signal: AbortSignal): Promise<Failure | undefined> {
		const about = {ref: look.job, job: known.lookedAt(look), nowWallMs: clock.wallMs()};
		polling.onAsk(question.kind);
		const round = await askRound({...question, about}, signal);
		const lost = lostWay(round, polling);
		if (lost !== undefined || signal.aborted) {
			return lost;
		}

		pace.change(before => paceAfter(before, round));
		void pace.findLimit(question, signal);
		known.keep(round, look);
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

		if (controller === 'down' && isUnreached(round)) {
			pace.change(downPace);
		}

		tellRound(round, controller);
		wake();
	}

	function tellRound(round: EndedRound, controller: ControllerState): void {
		const dueMs = nextTimeOf(pace.now(), paced(), round.question);
		tellFact(tell, factOf(round, controller, dueMs));
	}

	return {
		lookAt(next) {
			jobSinceMs = isSameSubject(look.job, next.job) ? jobSinceMs : clock.monotonicMs();
			look = next;
			wake();
		},
		refresh() {
			pace.change(before => refreshedPace(before, clock.monotonicMs()));
			wake();
		},
		controller: pace.controller,
		run(signal) {
			pace.change(reachedPace);
			const onRest: Turns['onRest'] = stop => {
				wake = stop;
			};
			const next = () => nextQuestion(pace.now(), paced());
			return askInTurn({clock, where: cluster, turn, next, ask, onRest}, signal);
		},
	};
}

function tellFact(tell: TellCluster, fact: ReturnType<typeof factOf>): void {
	if (fact !== undefined) {
		tell(fact);
	}
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
