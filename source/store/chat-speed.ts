/** How fast answers come now. */
import type {NodeName} from '../domain/ids.ts';
import {idleLimitMs} from '../rules/answer-deadlines.ts';
import {shownOpening} from './chat-drawn.ts';
import type {AskedTurn} from './chat-state.ts';
import type {State} from './state.ts';

export type ChatSpeed = {
	readonly node: NodeName;
	/** Pieces a second since its first one, which are about tokens; undefined: too few came. */
	readonly tokensPerSecond: number | undefined;
};

/** Sooner a speed says nothing. */
const leastMs = 500;
/** From then on nothing comes: what came before is no speed any more. */
const leastSilentMs = 3000;

export type Silence = {
	readonly silentMs: number;
	/** Until its node is given up. */
	readonly limitMs: number;
};

/** Since when nothing came of an answer that streamed; undefined: it comes. */
export function silenceOf({phase, pieces}: AskedTurn, atMs: number): Silence | undefined {
	if (phase.state !== 'streaming' || atMs - phase.heardAtMs < leastSilentMs) {
		return undefined;
	}

	const {sinceMs, heardAtMs} = phase;
	const gapMs = pieces < 2 ? undefined : (heardAtMs - sinceMs) / (pieces - 1);
	return {silentMs: atMs - heardAtMs, limitMs: idleLimitMs(gapMs, false)};
}

/** Of the conversation on the screen; undefined: no answer streams there. */
export function shownSpeed({chat, clock}: Pick<State, 'chat' | 'clock'>): ChatSpeed | undefined {
	const opening = shownOpening(chat);
	const streaming = chat.asked.findLast(
		({chat: of, phase}) => of === opening?.chat && phase.state === 'streaming',
	);
	return streaming === undefined ? undefined : speedOf(streaming, clock.atMs);
}

/** Of all answers that stream, together; undefined: none does. */
export function streamedTokensPerSecond({
	chat,
	clock,
}: Pick<State, 'chat' | 'clock'>): number | undefined {
	const speeds = chat.asked.flatMap(asked => speedOf(asked, clock.atMs)?.tokensPerSecond ?? []);
	return speeds.length === 0 ? undefined : speeds.reduce((sum, one) => sum + one, 0);
}

function speedOf(asked: AskedTurn, atMs: number): ChatSpeed | undefined {
	const {phase, pieces} = asked;
	if (phase.state !== 'streaming') {
		return undefined;
	}

	const {node, sinceMs, heardAtMs} = phase;
	const tookMs = heardAtMs - sinceMs;
	const isNone = tookMs < leastMs || silenceOf(asked, atMs) !== undefined;
	return {node, tokensPerSecond: isNone ? undefined : (pieces * 1000) / tookMs};
}
