/** How fast answers come now. */
import type {NodeName} from '../domain/ids.ts';
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

/** Of the conversation on the screen; undefined: no answer streams there. */
export function shownSpeed({chat}: Pick<State, 'chat'>): ChatSpeed | undefined {
	const opening = shownOpening(chat);
	const streaming = chat.asked.findLast(
		({chat: of, phase}) => of === opening?.chat && phase.state === 'streaming',
	);
	return streaming === undefined ? undefined : speedOf(streaming);
}

/** Of all answers that stream, together; undefined: none does. */
export function streamedTokensPerSecond({chat}: Pick<State, 'chat'>): number | undefined {
	const speeds = chat.asked.flatMap(asked => speedOf(asked)?.tokensPerSecond ?? []);
	return speeds.length === 0 ? undefined : speeds.reduce((sum, one) => sum + one, 0);
}

function speedOf({phase, pieces}: AskedTurn): ChatSpeed | undefined {
	if (phase.state !== 'streaming') {
		return undefined;
	}

	const {node, sinceMs, heardAtMs} = phase;
	const tookMs = heardAtMs - sinceMs;
	return {node, tokensPerSecond: tookMs < leastMs ? undefined : (pieces * 1000) / tookMs};
}
