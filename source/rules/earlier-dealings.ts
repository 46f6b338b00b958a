import type {Chance} from '../domain/chance.ts';
import type {EarlierAttempts, MeasuredAttempt} from '../domain/ollama-metrics.ts';
import type {Breaker, NodeDealings} from '../domain/routing.ts';
import {type BreakerPair, breakersAfter, closedBreaker} from './breaker.ts';

/** What programs before this one left of a node. What is in flight there, and in whose cache, is not written down. */
export type EarlierDealings = Pick<NodeDealings, 'breaker' | 'modelBreakers' | 'lastUsedAtMs'>;

type Moment = {
	/** Monotonic. */
	readonly nowMs: number;
	/** Since 1970. */
	readonly nowWallMs: number;
	readonly chance: Chance;
};

/** No breaker is open for longer (rules/breaker.ts). */
const memoryMs = 15 * 60_000;
/** What was written with a clock that is further ahead says nothing of when it was. */
const mostAheadMs = 5000;

/**
 * By node: when it was last used, so that taking turns goes on from one program to the next, and the breakers as its
 * last attempts left them, so that a node that fails is not tried anew by each of them.
 */
export function earlierDealings(
	{attempts, counted}: EarlierAttempts,
	{nowMs, nowWallMs, chance}: Moment,
): ReadonlyMap<string, EarlierDealings> {
	// A clock that was set back since leaves attempts in the future: for taking turns they are as good as of just now.
	const monotonicMs = (wallMs: number): number => nowMs - Math.max(0, nowWallMs - wallMs);
	const dealings = new Map<string, EarlierDealings>();
	for (const {node, endedWallMs} of [...counted, ...attempts]) {
		const {lastUsedAtMs, ...before} = dealings.get(node) ?? nothingYet;
		const usedAtMs = Math.max(lastUsedAtMs ?? Number.NEGATIVE_INFINITY, monotonicMs(endedWallMs));
		dealings.set(node, {...before, lastUsedAtMs: usedAtMs});
	}

	// As they were written down: what ended later heals what ended before, whatever a clock said.
	const recent = attempts.filter(({endedWallMs}) => {
		const agoMs = nowWallMs - endedWallMs;
		return agoMs < memoryMs && agoMs > -mostAheadMs;
	});
	for (const attempt of recent) {
		const before = dealings.get(attempt.node) ?? nothingYet;
		const moment = {nowMs: monotonicMs(attempt.endedWallMs), chance};
		dealings.set(attempt.node, {...before, ...breakersOf(before, attempt, moment)});
	}

	return dealings;
}

const nothingYet: EarlierDealings = {
	breaker: closedBreaker,
	modelBreakers: new Map<string, Breaker>(),
	lastUsedAtMs: undefined,
};

function breakersOf(
	{breaker, modelBreakers}: EarlierDealings,
	{model, outcome, charge}: MeasuredAttempt,
	moment: Pick<Moment, 'nowMs' | 'chance'>,
): Pick<EarlierDealings, 'breaker' | 'modelBreakers'> {
	const before: BreakerPair = {node: breaker, model: modelBreakers.get(model) ?? closedBreaker};
	const after =
		outcome === 'answered'
			? {node: closedBreaker, model: closedBreaker}
			: breakersAfter(before, charge ?? {of: 'none'}, moment);
	return {breaker: after.node, modelBreakers: new Map([...modelBreakers, [model, after.model]])};
}
