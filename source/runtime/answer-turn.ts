import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {Attempt, Turn} from '../domain/chat.ts';
import type {Clock} from '../domain/clock.ts';
import type {RoutingName} from '../domain/config.ts';
import type {ChatEvent} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {AnswerPiece} from '../domain/ollama.ts';
import type {
	CachedPrompt,
	NoRoute,
	RouteCandidate,
	RouteDecision,
	RouteNode,
	RouteRequest,
} from '../domain/routing.ts';
import {chooseRoute} from '../rules/choose-route.ts';
import type {BreakerCharge} from '../rules/breaker.ts';
import {afterFailure, type FailoverStep, type GiveUpReason} from '../rules/failover.ts';
import {whyNoRoute} from '../rules/no-route.ts';
import {wait} from '../transport/wait.ts';
import type {TurnRequest} from './answer-turn-request.ts';
import {type AttemptOutcome, attemptAnswer} from './attempt.ts';
import type {AttemptLedger, LedgerEntry} from './attempt-ledger.ts';
import type {WaitPhase} from './attempt-phase.ts';

/** What is told while a turn is under way. */
export type TurnProgress =
	| {readonly type: 'routed'; readonly decision: RouteDecision}
	| ({readonly type: 'waiting'; readonly node: NodeName} & WaitPhase)
	| {readonly type: 'piece'; readonly node: NodeName; readonly piece: AnswerPiece}
	/** What had streamed is in its `partial`, and is no part of what comes next. */
	| {
			readonly type: 'broken';
			readonly attempt: Attempt;
			readonly next: 'elsewhere' | 'wait' | 'none';
	  };

export type TurnOutcome =
	| {readonly state: 'answered'; readonly turn: Turn}
	/** Nobody was asked. */
	| {readonly state: 'noRoute'; readonly noRoute: NoRoute; readonly decision: RouteDecision}
	| {
			readonly state: 'failed';
			readonly why: GiveUpReason;
			/** Of the last attempt. */
			readonly failure: Failure;
			readonly attempts: readonly Attempt[];
	  }
	| {readonly state: 'cancelled'; readonly attempts: readonly Attempt[]};

export type TurnWorld = {
	readonly mode: RoutingName;
	/** As they are known now, with what the ledger has of them. */
	readonly nodes: () => readonly RouteNode[];
	readonly ledger: AttemptLedger;
	/** Undefined: there is no connection now. */
	readonly clientOf: (node: NodeName) => OllamaClient | undefined;
	readonly clock: Clock;
	/** Cancels the turn. */
	readonly signal: AbortSignal;
	readonly onProgress: (progress: TurnProgress) => void;
	/** Told of every attempt: for what is counted and measured. */
	readonly dispatch: (event: ChatEvent) => void;
	/** A model that its list has is not there: the list is read again before the next route. */
	readonly onStale: (node: NodeName) => Promise<void>;
	/** Nobody can answer yet. True: more is known now; false: nothing more comes. */
	readonly more: () => Promise<boolean>;
};

/** What of a turn is behind it. */
type SoFar = {
	readonly startedAtMs: number;
	readonly tried: readonly NodeName[];
	readonly attempts: readonly Attempt[];
	readonly waits: number;
	readonly lastFailure: Failure | undefined;
};

/**
 * One question to its whole answer: by the best node, and when that fails by others, as rules/failover.ts has it. What
 * streamed before a failure is kept in its attempt and never spliced into what comes next.
 */
export async function answerTurn(request: TurnRequest, world: TurnWorld): Promise<TurnOutcome> {
	let soFar: SoFar = {
		startedAtMs: world.clock.monotonicMs(),
		...{tried: [], attempts: [], waits: 0, lastFailure: undefined},
	};
	while (!world.signal.aborted) {
		const routed = await routeOf({...request.route, tried: soFar.tried}, world);
		if ('state' in routed) {
			return world.signal.aborted
				? {state: 'cancelled', attempts: soFar.attempts}
				: afterAttempts(routed, soFar);
		}

		const {chosen, decision, entry} = routed;
		const outcome = await inSlot(entry, {request, chosen, decision}, world);
		if (outcome === undefined) {
			continue;
		}

		const ended = await settleAttempt({outcome, entry, chosen, request, soFar}, world);
		if ('state' in ended) {
			return ended;
		}

		soFar = ended;
	}

	return {state: 'cancelled', attempts: soFar.attempts};
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
function afterAttempts(nowhere: Nowhere, {attempts, lastFailure}: SoFar): TurnOutcome {
	return lastFailure === undefined
		? nowhere
		: {state: 'failed', why: 'outOfNodes', failure: lastFailure, attempts};
}

type Sending = Routed & {readonly request: TurnRequest};

/** Undefined: it was not sent, since it was cancelled or its node fell while it waited for a slot. */
async function inSlot(
	entry: LedgerEntry,
	{request, chosen, decision}: Sending,
	world: TurnWorld,
): Promise<AttemptOutcome | undefined> {
	const {clock, signal, onProgress} = world;
	const {node} = chosen;
	onProgress({type: 'routed', decision});
	const slot = entry.takeSlot(signal);
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
		onPhase: phase => onProgress({type: 'waiting', node, ...phase}),
		onPiece(piece) {
			entry.noteToken();
			onProgress({type: 'piece', node, piece});
		},
	});
}

type Ended = {
	readonly outcome: AttemptOutcome;
	readonly entry: LedgerEntry;
	readonly chosen: RouteCandidate;
	readonly request: TurnRequest;
	readonly soFar: SoFar;
};

/** Who is blamed, and what is done next. */
async function settleAttempt(ended: Ended, world: TurnWorld): Promise<TurnOutcome | SoFar> {
	const {outcome, entry, chosen, request, soFar} = ended;
	const {attempt} = outcome;
	const model = chosen.model as ModelName;
	const attempts = [...soFar.attempts, attempt];
	if (outcome.ok) {
		const {question, id, route} = request;
		entry.leave({charge: undefined, cached: cachedBy(outcome, model, route.session)});
		tellEnded(ended, undefined, world);
		return {state: 'answered', turn: {id, question, answer: outcome.answer, model, attempts}};
	}

	const {failure} = outcome;
	const step = afterFailure({
		failure,
		isWarm: attempt.isWarm,
		nodesAsked: new Set([...soFar.tried, chosen.node]).size,
		waits: soFar.waits,
		startedAtMs: soFar.startedAtMs,
		nowMs: world.clock.monotonicMs(),
	});
	entry.leave({charge: step.charge, cached: undefined});
	tellEnded(ended, step.charge, world);
	if (failure.failure.kind !== 'cancelled') {
		const next = step.do === 'giveUp' ? 'none' : step.do;
		world.onProgress({type: 'broken', attempt, next});
	}

	const so = {...soFar, attempts, lastFailure: failure.failure};
	return follow(step, {so, node: chosen.node}, world);
}

function tellEnded(
	{outcome, chosen}: Ended,
	charge: BreakerCharge | undefined,
	{nodes, clock, dispatch}: TurnWorld,
): void {
	const {node, model} = chosen;
	const there = nodes().find(({name}) => name === node);
	dispatch({
		...{type: 'chat/attemptEnded', node, model, attempt: outcome.attempt},
		sizeBytes: there?.installed?.find(({name}) => name === model)?.sizeBytes ?? 0,
		isNodesFault: charge?.of === 'node' || charge?.of === 'model',
		atMs: clock.monotonicMs(),
	});
}

async function follow(
	step: FailoverStep,
	{so, node}: {readonly so: SoFar; readonly node: NodeName},
	world: TurnWorld,
): Promise<TurnOutcome | SoFar> {
	const {attempts, lastFailure} = so;
	if (step.do === 'giveUp') {
		return step.why === 'cancelled' || lastFailure === undefined
			? {state: 'cancelled', attempts}
			: {state: 'failed', why: step.why, failure: lastFailure, attempts};
	}

	if (step.do === 'wait') {
		await wait(step.waitMs, world.clock, world.signal);
		return {...so, waits: so.waits + 1};
	}

	if (step.isStale) {
		await world.onStale(node);
	}

	return {...so, tried: [...so.tried, node]};
}

/** The next prompt of the conversation begins with this one and its answer. */
function cachedBy(
	{usage}: Extract<AttemptOutcome, {ok: true}>,
	model: string,
	session: string | undefined,
): CachedPrompt | undefined {
	const {promptTokens, outputTokens} = usage;
	return session === undefined || promptTokens === undefined
		? undefined
		: {session, model, tokens: promptTokens + (outputTokens ?? 0)};
}
