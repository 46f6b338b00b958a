/** Questions on their way: asked, waiting behind another, and what is sent of them. */
import type {AskedFile, Asking, TurnToAsk} from '../domain/chat-asking.ts';
import type {ConversationSettings} from '../domain/conversation.ts';
import type {Effect} from '../domain/effect.ts';
import {askedQuestion, promptBefore, turnsUpTo} from '../rules/asked-prompt.ts';
import {withPrompt} from '../rules/prompt-history.ts';
import {lastAnswerer} from '../rules/question-route.ts';
import {openingOf} from './chat-openings.ts';
import type {AskedTurn, ChatState} from './chat-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What is wanted of a question beside its words. */
export type Wish = {
	readonly chat: number;
	readonly text: string;
	readonly files: readonly AskedFile[];
	readonly settings: ConversationSettings;
	/** In place of this turn, and behind what that followed; undefined: behind all that was said. */
	readonly instead?: {readonly turn: string; readonly after: string | undefined} | undefined;
	/** See domain/chat-asking.ts. */
	readonly comparison?: number | undefined;
};

/** It is asked at once, or stands behind what is asked there. What nobody answered before goes. */
export function ask(state: State, wish: Wish): Reduction {
	const {chat: chats} = state;
	const asked = askedTurn(state, wish);
	const others = chats.asked.filter(
		one => one.chat !== wish.chat || one.phase.state !== 'failed' || isOfIt(one, wish),
	);
	const isBehind = others.some(one => one.chat === wish.chat && !isOfIt(one, wish));
	const next: ChatState = {
		...chats,
		nextAsking: chats.nextAsking + 1,
		prompts: withPrompt(chats.prompts, wish.text),
		asked: [...others, isBehind ? {...asked, phase: {state: 'queued'}} : asked],
	};
	const told = {...state, chat: next};
	return [told, isBehind ? [] : [askTurn(told, asked)]];
}

function isOfIt({comparison}: AskedTurn, wish: Wish): boolean {
	return comparison !== undefined && comparison === wish.comparison;
}

function askedTurn({chat: chats, clock}: State, wish: Wish): AskedTurn {
	const {chat, text, files, settings, instead, comparison} = wish;
	const head = openingOf(chats, chat)?.conversation?.turns.at(-1)?.id;
	return {
		...{asking: chats.nextAsking, chat, text, files, settings, comparison},
		after: instead === undefined ? head : instead.after,
		instead: instead?.turn,
		...{askedWallMs: clock.wallMs, phase: {state: 'routing'}, decision: undefined},
		...nothingStreamed,
		broken: [],
	};
}

export const nothingStreamed = {
	...{thinking: '', thinkingSinceMs: undefined, thinkingMs: undefined, content: '', pieces: 0},
} as const;

/** What stands first in the queue of a conversation is asked where nothing else of it is. */
export function askNext(state: State, chat: number): Reduction {
	const {chat: chats} = state;
	const ofIt = chats.asked.filter(one => one.chat === chat);
	const next = ofIt.find(({phase}) => phase.state === 'queued');
	if (next === undefined || ofIt.some(({phase}) => isUnderWay(phase))) {
		return [state, []];
	}

	const head = openingOf(chats, chat)?.conversation?.turns.at(-1)?.id;
	const asked: AskedTurn = {
		...next,
		after: next.instead === undefined ? head : next.after,
		phase: {state: 'routing'},
	};
	const left = chats.asked.filter(one => one.chat !== chat || one.phase.state !== 'failed');
	const told = {
		...state,
		chat: {...chats, asked: left.map(one => (one === next ? asked : one))},
	};
	return [told, [askTurn(told, asked)]];
}

/** Neither waiting for its turn nor over. */
export function isUnderWay({state}: AskedTurn['phase']): boolean {
	return state !== 'queued' && state !== 'failed';
}

/** Whether something of it is asked, or waits for that. */
export function isBusy({asked}: ChatState, chat: number): boolean {
	return asked.some(one => one.chat === chat && one.phase.state !== 'failed');
}

function askTurn(state: State, asked: AskedTurn): Effect {
	return {type: 'askTurn', turn: turnToAsk(state, asked)};
}

function turnToAsk({chat, config}: State, asked: AskedTurn): TurnToAsk {
	const opening = openingOf(chat, asked.chat);
	const {text, files, after, settings} = asked;
	const system = settings.system ?? config?.chat.system;
	return {
		...askingOf(asked),
		conversation: opening?.id,
		before: promptBefore(opening?.conversation, {after, system}),
		question: askedQuestion(text, files),
		earlier: lastAnswerer({turns: turnsUpTo(opening?.conversation, after)}),
	};
}

function askingOf(asked: AskedTurn): Asking {
	const {asking, chat, text, files, settings, after, instead, comparison} = asked;
	return {asking, chat, text, files, settings, after, instead, comparison};
}
