import type {Failure} from '../domain/failure.ts';
import type {RouteCandidate, RouteDecision, RouteRequest, RouteTerms} from '../domain/routing.ts';
import type {TurnOutcome} from '../domain/turn.ts';
import {turnLimitMs} from '../rules/answer-deadlines.ts';
import {chooseRoute} from '../rules/choose-route.ts';
import {mostNodesATurn} from '../rules/failover.ts';
import {whyNoRoute} from '../rules/no-route.ts';
import type {TurnRequest} from './answer-turn-request.ts';
import type {SoFar, TurnWorld} from './answer-turn-world.ts';
import {type AttemptOutcome, attemptAnswer} from './attempt.ts';
import type {LedgerEntry} from './attempt-ledger.ts';
import {nodesIn, settleAttempt} from './settle-attempt.ts';

/**
 * One question to its whole answer: by the best node, and when that fails by others, as rules/failover.ts has it. What
 * streamed before a failure is kept in its attempt and never spliced into what comes next.
 */
export async function answerTurn(request: TurnRequest, world: TurnWorld): Promise<TurnOutcome> {
	const {clock} = world;
	const timeUp = new AbortController();
	const stopTimer = clock.startTimer(turnLimitMs, () => timeUp.abort());
	try {
		return await inTime(request, {...world, timeUp: timeUp.signal});
	} finally {
		stopTimer();
	}
}

/** `timeUp` ends the waiting for a slot; an attempt knows itself how long it may take. */
type TimedWorld = TurnWorld & {readonly timeUp: AbortSignal};

async function inTime(request: TurnRequest, world: TimedWorld): Promise<TurnOutcome> {
	let soFar: SoFar = {
		startedAtMs: world.clock.monotonicMs(),
		...{tried: [], attempts: [], waits: 0, lastFailure: undefined},
	};
	while (!world.signal.aborted) {
		const routed = await routeOf({...request.route, ...leftBy(soFar)}, world);
		if ('state' in routed) {
			return world.signal.aborted
				? {state: 'cancelled', attempts: soFar.attempts}
				: afterAttempts(routed, soFar);
		}

		const {chosen, decision, entry} = routed;
		const outcome = await inSlot(entry, {request, chosen, decision, soFar}, world);
		if (outcome !== undefined) {
			const ended = await settleAttempt({outcome, entry, chosen, request, soFar}, world);
			if ('state' in ended) {
				return ended;
			}

			soFar = ended;
		} else if (world.timeUp.aborted && !world.signal.aborted) {
			const failure: Failure = {kind: 'timedOut', where: chosen.node, afterMs: turnLimitMs};
			return failedBy(soFar.lastFailure ?? failure, 'outOfTime', soFar);
		}
	}

	return {state: 'cancelled', attempts: soFar.attempts};
}

/** Who may be asked next. */
function leftBy({tried, attempts}: SoFar): Pick<RouteRequest, 'tried' | 'only'> {
	const asked = nodesIn(attempts);
	return {tried, only: asked.length < mostNodesATurn ? undefined : asked};
}

type Routed = {readonly decision: RouteDecision; readonly chosen: RouteCandidate};
type Nowhere = Extract<TurnOutcome, {state: 'noRoute'}>;

/** It is entered at once: of questions that come together each must be routed with those before it in sight. */
async function routeOf(
	route: RouteRequest,
	world: TurnWorld,
): Promise<(Routed & {readonly entry: LedgerEntry}) | Nowhere> {
	for (;;) {
		const nodes = world.nodes();
		const {mode, clock} = world;
		const nowMs = clock.monotonicMs();
		const decision = chooseRoute(route, nodes, {mode, nowMs, nowWallMs: clock.wallMs()});
		const {chosen} = decision;
		if (chosen !== undefined) {
			return {decision, chosen, entry: world.ledger.enter(chosen)};
		}

		if (world.signal.aborted || !(await world.more())) {
			return {state: 'noRoute', noRoute: whyNoRoute(route, nodes, decision), decision};
		}
	}
}

/** Once somebody was asked, what that one said tells more than that nobody is left. */
function afterAttempts(nowhere: Nowhere, soFar: SoFar): TurnOutcome {
	const {lastFailure} = soFar;
	return lastFailure === undefined ? nowhere : failedBy(lastFailure, 'outOfNodes', soFar);
}

function failedBy(
	failure: Failure,
	why: 'outOfNodes' | 'outOfTime',
	{attempts}: SoFar,
): TurnOutcome {
	return {state: 'failed', why, failure, attempts, room: undefined};
}

type Sending = Routed & {readonly request: TurnRequest; readonly soFar: SoFar};

/** Undefined: it was not sent, since it was cancelled or its node fell while it waited for a slot. */
async function inSlot(
	entry: LedgerEntry,
	{request, chosen, decision, soFar}: Sending,
	world: TimedWorld,
): Promise<AttemptOutcome | undefined> {
	const {clock, signal, onProgress} = world;
	const {node} = chosen;
	onProgress({type: 'routed', decision});
	const slot = entry.takeSlot(AbortSignal.any([signal, world.timeUp]));
	if (!entry.isSent()) {
		const aboutMs = chosen.terms.waitS * 1000;
		onProgress({type: 'waiting', node, phase: 'queued', elapsedMs: 0, aboutMs});
	}

	if (!(await slot)) {
		entry.leave({charge: {of: 'none'}, cached: undefined});
		return undefined;
	}

	const atMs = clock.monotonicMs();
	world.dispatch({type: 'chat/attemptStarted', node, model: chosen.model, atMs});
	return attemptAnswer({
		...{request, decision, chosen, clock, signal},
		client: world.clientOf(node),
		limitMs: Math.max(1, soFar.startedAtMs + turnLimitMs - atMs),
		elsewhere: () => termsElsewhere({request, chosen, soFar}, world),
		onLonger: (waitedMs, longerMs) => onProgress({type: 'late', node, waitedMs, longerMs}),
		onPhase: phase => onProgress({type: 'waiting', node, ...phase}),
		onPiece(piece) {
			entry.noteToken();
			onProgress({type: 'piece', node, piece});
		},
	});
}

/** Of the node that would be asked next; undefined: there is none, or enough were asked. */
function termsElsewhere(
	{request, chosen, soFar}: Omit<Sending, 'decision'>,
	{nodes, clock, mode}: TurnWorld,
): RouteTerms | undefined {
	const tried = [...soFar.tried, chosen.node];
	const asked = new Set([...nodesIn(soFar.attempts), chosen.node]);
	const moment = {mode, nowMs: clock.monotonicMs(), nowWallMs: clock.wallMs()};
	return asked.size >= mostNodesATurn
		? undefined
		: chooseRoute({...request.route, tried}, nodes(), moment).chosen?.terms;
}
