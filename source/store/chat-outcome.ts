import type {Notice} from '../domain/notice.ts';
import type {SlashProblem} from '../domain/slash.ts';
import type {Screened} from './action-table.ts';
import {loadedValue} from '../domain/loadable.ts';
import {shownOpening} from './chat-drawn.ts';
import type {ChatScreen} from './chat-screen.ts';
import type {OpenChat} from './chat-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** Why what was wanted cannot be done: what was typed stays. */
export type ChatProblem = {readonly problem: SlashProblem | string};

export type ChatOutcome = Reduction | ChatProblem;

/** What is wanted of the chat tab: in what is drawn, decided on what is live. */
export type ChatWorld = {readonly state: Screened; readonly live: State};

export function isProblem(outcome: ChatOutcome): outcome is ChatProblem {
	return 'problem' in outcome;
}

/** With what is wrong told until the next key. */
export function told(state: Screened, outcome: ChatOutcome): Reduction {
	return isProblem(outcome) ? [withChatScreen(state, {problem: outcome.problem}), []] : outcome;
}

export function withChatScreen(state: Screened, changes: Partial<ChatScreen>): Screened {
	const {screen} = state;
	return {...state, screen: {...screen, chat: {...screen.chat, ...changes}}};
}

/** Told in the line of speech for a while. */
export function withNotice(
	state: Screened,
	notice: Notice,
	{clock}: Pick<State, 'clock'>,
): Screened {
	const toast = {what: {kind: 'notice', notice}, sinceMs: clock.atMs} as const;
	return {...state, screen: {...state.screen, toast}};
}

/** The opening that is on the screen, where it may be continued; else why not. */
export function continuedOpening({state}: ChatWorld): OpenChat | ChatProblem {
	const opening = shownOpening(state.chat);
	if (opening === undefined) {
		return {problem: 'There is no conversation here.'};
	}

	if (loadedValue(opening.records) === undefined) {
		const isFailed = opening.records.state === 'failed';
		return {problem: isFailed ? 'It could not be read.' : 'It is still being read.'};
	}

	return opening.readOnlyBecause === undefined ? opening : {problem: opening.readOnlyBecause};
}
