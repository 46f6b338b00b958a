import type {RouteDecision} from '../domain/routing.ts';
import {type Said, saidInShown} from './chat-drawn.ts';
import type {ChatScreen} from './chat-screen.ts';
import type {ChatState} from './chat-state.ts';

/**
 * How the node was chosen that answers, or should have, what the cursor is on; of several attempts that of the last.
 * Where no cursor is, of the last question for which one was looked for.
 */
export function routeShown(
	chat: ChatState,
	{turn}: Pick<ChatScreen, 'turn'>,
): RouteDecision | undefined {
	const said = saidInShown(chat);
	const chosen = turn === undefined ? undefined : said.find(({id}) => id === turn);
	return chosen === undefined
		? said.map(decisionOf).findLast(decision => decision !== undefined)
		: decisionOf(chosen);
}

function decisionOf(said: Said): RouteDecision | undefined {
	switch (said.kind) {
		case 'turn':
			return said.turn.attempts.at(-1)?.decision;
		case 'interrupted':
			return said.record.attempts.at(-1)?.decision;
		case 'compared':
			return said.turns[0].attempts.at(-1)?.decision;
		default: {
			const {phase, decision} = said.asked;
			return phase.state === 'failed' && phase.outcome.state === 'noRoute'
				? phase.outcome.decision
				: decision;
		}
	}
}
