import type {Turn} from '../domain/chat.ts';
import {undecidedComparisons} from '../rules/compared-turns.ts';
import type {Screened} from './action-table.ts';
import {shownOpening} from './chat-drawn.ts';
import {withChatScreen} from './chat-outcome.ts';
import type {ChatScreen, ComparedAnswer} from './chat-screen.ts';
import type {AskedTurn, ChatState} from './chat-state.ts';

/** One of the answers that are compared, as far as it is. */
export type Compared = {
	readonly answer: ComparedAnswer;
	readonly is:
		| {readonly state: 'asked'; readonly asked: AskedTurn}
		/** `isFollowed`: what is said next goes on from it. */
		| {readonly state: 'whole'; readonly turn: Turn; readonly isFollowed: boolean}
		/** It was stopped, and goes with nothing. */
		| {readonly state: 'gone'};
};

/** The answers that were asked for side by side last, if they are of the conversation that is shown, in their order. */
export function comparedInShown(
	chat: ChatState,
	{comparison}: Pick<ChatScreen, 'comparison'>,
): readonly Compared[] {
	if (comparison === undefined || comparison.chat !== chat.shown) {
		return [];
	}

	const {turns = [], others = []} = shownOpening(chat)?.conversation ?? {};
	return comparison.answers.map(answer => {
		const followed = turns.find(({id}) => id === answer.turn);
		const turn = followed ?? others.find(({id}) => id === answer.turn);
		if (turn !== undefined) {
			return {answer, is: {state: 'whole', turn, isFollowed: turn === followed}};
		}

		const asked = chat.asked.find(({asking}) => asking === answer.asking);
		return {answer, is: asked === undefined ? {state: 'gone'} : {state: 'asked', asked}};
	});
}

/** Those of the conversation that is shown that were asked for last; undefined: one was chosen, or there are none. */
export function lastUndecided(chat: ChatState): readonly Turn[] | undefined {
	const conversation = shownOpening(chat)?.conversation;
	return conversation === undefined ? undefined : undecidedComparisons(conversation).at(-1);
}

/** They stand side by side again, also those of an earlier run. */
export function compareAgain(state: Screened, turns: readonly Turn[]): Screened {
	const {comparison} = state.screen.chat;
	const shown = {pane: 'compare', paneCursor: 0, scroll: {kind: 'turn', from: 'end'}} as const;
	const isKnown = turns.every(({id}) => comparison?.answers.some(({turn}) => turn === id));
	if (comparison?.chat === state.chat.shown && isKnown) {
		return withChatScreen(state, shown);
	}

	const answers = turns.map(({id, model, attempts}) => ({
		...{asking: ofNoAsking, model, node: attempts.at(-1)?.node, turn: id},
	}));
	return withChatScreen(state, {
		...shown,
		comparison: {chat: state.chat.shown, comparison: ofNoAsking, answers},
	});
}

/** Their numbers begin at 1, and with each run of the program. */
const ofNoAsking = 0;
