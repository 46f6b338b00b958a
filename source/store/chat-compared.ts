import type {Turn} from '../domain/chat.ts';
import {shownOpening} from './chat-drawn.ts';
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
