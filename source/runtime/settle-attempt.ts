import type {Attempt, ContextRoom} from '../domain/chat.ts';
import type {Failure} from '../domain/failure.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {BreakerCharge, CachedPrompt, RouteCandidate, RouteNode} from '../domain/routing.ts';
import {contextRoomIn} from '../rules/context-room.ts';
import {afterFailure, type FailoverStep} from '../rules/failover.ts';
import {wait} from '../transport/wait.ts';
import {contextOf, remarksOn} from './answer-remarks.ts';
import type {TurnRequest} from './answer-turn-request.ts';
import type {SoFar, TurnWorld} from './answer-turn-world.ts';
import type {TurnOutcome} from '../domain/turn.ts';
import type {AttemptOutcome} from './attempt.ts';
import type {LedgerEntry} from './attempt-ledger.ts';

export type EndedAttempt = {
	readonly outcome: AttemptOutcome;
	readonly entry: LedgerEntry;
	readonly chosen: RouteCandidate;
	readonly request: TurnRequest;
	readonly soFar: SoFar;
};

/** Each once. */
export function nodesIn(attempts: readonly Attempt[]): readonly NodeName[] {
	return [...new Set(attempts.map(({node}) => node))];
}

/** Who is blamed, and what is done next. */
export async function settleAttempt(
	ended: EndedAttempt,
	world: TurnWorld,
): Promise<TurnOutcome | SoFar> {
	const {outcome, entry, chosen, request, soFar} = ended;
	const {attempt} = outcome;
	const model = chosen.model as ModelName;
	const attempts = [...soFar.attempts, attempt];
	if (outcome.ok) {
		const {question, id, route} = request;
		entry.leave({charge: undefined, cached: cachedBy(outcome, model, route.session)});
		tellEnded(ended, undefined, world);
		return {
			state: 'answered',
			turn: {id, question, answer: outcome.answer, model, attempts},
			remarks: remarksOn({request, chosen, usage: outcome.usage, nodes: world.nodes()}),
		};
	}

	const {failure} = outcome;
	const step = afterFailure({
		failure,
		isWarm: attempt.isWarm,
		nodesAsked: nodesIn(attempts).length,
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
	return follow(step, {so, chosen}, world);
}

function tellEnded(
	{outcome, chosen}: EndedAttempt,
	charge: BreakerCharge | undefined,
	{nodes, clock, dispatch}: TurnWorld,
): void {
	const {node, model} = chosen;
	const there = nodes().find(({name}) => name === node);
	dispatch({
		...{type: 'chat/attemptEnded', node, model, attempt: outcome.attempt},
		sizeBytes: there?.installed?.find(({name}) => name === model)?.sizeBytes ?? 0,
		charge,
		isNodesFault: charge?.of === 'node' || charge?.of === 'model',
		atMs: clock.monotonicMs(),
	});
}

async function follow(
	step: FailoverStep,
	{so, chosen}: {readonly so: SoFar; readonly chosen: RouteCandidate},
	world: TurnWorld,
): Promise<TurnOutcome | SoFar> {
	const {attempts, lastFailure} = so;
	if (step.do === 'giveUp') {
		return step.why === 'cancelled' || lastFailure === undefined
			? {state: 'cancelled', attempts}
			: {
					...{state: 'failed', why: step.why, failure: lastFailure, attempts},
					room:
						step.why === 'contextTooLong' ? roomOf(lastFailure, chosen, world.nodes()) : undefined,
				};
	}

	if (step.do === 'wait') {
		await wait(step.waitMs, world.clock, world.signal);
		return {...so, waits: so.waits + 1};
	}

	if (step.isStale) {
		await world.onStale(chosen.node);
	}

	return {...so, tried: [...so.tried, chosen.node]};
}

/** In its own words, or else as the list of what it has in memory says. */
function roomOf(
	failure: Failure,
	chosen: RouteCandidate,
	nodes: readonly RouteNode[],
): ContextRoom {
	const {promptTokens, contextTokens} = contextRoomIn('reason' in failure ? failure.reason : '');
	return {promptTokens, contextTokens: contextTokens ?? contextOf(chosen, nodes)};
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
