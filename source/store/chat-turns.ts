/** What is done with what was said: by keys of the transcript for the turn of the cursor, by commands for one of the last. */
import type {Turn} from '../domain/chat.ts';
import type {ConversationSettings} from '../domain/conversation.ts';
import type {Effect} from '../domain/effect.ts';
import {branchEnd, reasked} from '../rules/asked-prompt.ts';
import {codeBlocks} from '../rules/code-blocks.ts';
import {versionsOf} from '../rules/conversation.ts';
import {draftOf} from '../rules/draft-paste.ts';
import {askOne, placeOf} from './chat-ask-one.ts';
import {isBusy} from './chat-asking.ts';
import {isEmpty} from './chat-draft.ts';
import type {Said} from './chat-drawn.ts';
import {freshOpening, openingOf, withOpening} from './chat-openings.ts';
import {
	type ChatOutcome,
	type ChatProblem,
	type ChatWorld,
	continuedOpening,
	withChatScreen,
	withNotice,
} from './chat-outcome.ts';
import {transcriptPlace} from './chat-scroll.ts';
import {showOpening} from './chat-shown.ts';
import type {OpenChat} from './chat-state.ts';

export const busyProblem = 'An answer is under way: esc stops it.';

/** The one so many back; without one, why. */
export function turnBack(opening: OpenChat, count = 1): Turn | ChatProblem {
	const turns = opening.conversation?.turns ?? [];
	const turn = turns.at(-count);
	if (turn !== undefined) {
		return turn;
	}

	return {
		problem:
			turns.length === 0
				? 'There is no answer yet: ask something first.'
				: `There are only ${turns.length} answers here.`,
	};
}

/** Its words and its files are typed again; sent, it takes the place of the turn. */
export function edit(world: ChatWorld, said: Said): ChatOutcome {
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const {chat} = opening;
	if (isBusy(world.state.chat, chat)) {
		return {problem: busyProblem};
	}

	const {text, files} = questionOf(said);
	const {state} = world;
	const chats = withOpening(state.chat, {...opening, files});
	const isTurn = said.kind === 'turn';
	const edited = withChatScreen(
		{...state, chat: chats},
		{
			draft: draftOf(text),
			editing: isTurn ? {chat, turn: said.id} : undefined,
			...{focus: 'input', recall: undefined, choice: undefined},
		},
	);
	return [edited, []];
}

/** The same question, as it is set now, or with what is given for this once. */
export function askAgain(
	world: ChatWorld,
	said: Said,
	settings: ConversationSettings = {},
): ChatOutcome {
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const {chat} = opening;
	if (isBusy(world.state.chat, chat)) {
		return {problem: busyProblem};
	}

	const place =
		said.kind === 'turn'
			? placeOf(opening, said.id)
			: said.kind === 'asked' && said.asked.instead !== undefined
				? {turn: said.asked.instead, after: said.asked.after}
				: undefined;
	const {files: waiting} = opening;
	const wish = {
		...{chat, ...questionOf(said), instead: place},
		settings: {...opening.settings, ...settings},
	};
	const [state, effects] = askOne(world, wish);
	const asked = openingOf(state.chat, chat);
	// What was attached goes with the next question, not with this one.
	const chats =
		asked === undefined ? state.chat : withOpening(state.chat, {...asked, files: waiting});
	return [{...state, chat: chats}, effects];
}

export function questionOf(said: Said): ReturnType<typeof reasked> {
	switch (said.kind) {
		case 'turn':
			return reasked(said.turn.question, said.typed);
		case 'interrupted':
			return reasked(said.record.question, said.record.typed);
		case 'compared':
			return reasked(said.turns[0].question, said.typed);
		default:
			return {text: said.asked.text, files: said.asked.files};
	}
}

/** A new conversation with all up to the turn. */
export function fork({state, live}: ChatWorld, opening: OpenChat, turn: string): ChatOutcome {
	const {conversation, settings} = opening;
	if (conversation === undefined) {
		return {problem: 'There is no answer yet: ask something first.'};
	}

	const chat = state.chat.nextChat;
	const forked = {...freshOpening(chat), records: {state: 'loading'} as const, settings};
	const chats = {...withOpening(state.chat, forked), nextChat: chat + 1};
	const {title} = conversation;
	return [
		withNotice(
			showOpening({...state, chat: chats}, chat),
			{kind: 'chatDone', deed: 'forked', title},
			live,
		),
		[{type: 'forkChat', chat, from: conversation, turn}],
	];
}

/** What follows goes on behind `to`; the question that was taken back is typed again where nothing is. */
export function rewind(world: ChatWorld, to: string | undefined, taken?: Turn): ChatOutcome {
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const {state} = world;
	const {chat, conversation} = opening;
	const {screen} = state;
	const head = conversation?.turns.at(-1)?.id;
	if (isBusy(state.chat, chat)) {
		return {problem: busyProblem};
	}

	const typed = conversation?.places.find(({id}) => id === taken?.id)?.typed;
	const isTyped = taken !== undefined && isEmpty(screen.chat.draft);
	const again = taken === undefined ? undefined : reasked(taken.question, typed).text;
	const rewound = withChatScreen(state, {
		...{scroll: {kind: 'end'}, turn: undefined},
		...(isTyped ? {draft: draftOf(again ?? '')} : {}),
		undo: [...screen.chat.undo, {kind: 'rewound', chat, to: head}],
	});
	const {title = ''} = conversation ?? {};
	return [
		withNotice(rewound, {kind: 'chatDone', deed: 'rewound', title}, world.live),
		rewoundEffects(world, opening, to),
	];
}

export function rewoundEffects(
	{live}: ChatWorld,
	{chat, id}: OpenChat,
	to: string | undefined,
): readonly Effect[] {
	const {wallMs} = live.clock;
	return id === undefined
		? []
		: [{type: 'keepRecords', chat, id, records: [{type: 'rewound', wallMs, to}]}];
}

/** To what was said last behind another answer in the same place. */
export function otherVersion(world: ChatWorld, turn: string, by: -1 | 1): ChatOutcome {
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const {conversation, chat} = opening;
	const versions = conversation === undefined ? [] : versionsOf(conversation, turn);
	const next = versions[versions.indexOf(turn) + by];
	if (conversation === undefined || versions.length < 2) {
		return {problem: 'There is no other answer in its place: r asks again.'};
	}

	if (next === undefined) {
		return {problem: by === 1 ? 'This is the last of them.' : 'This is the first of them.'};
	}

	if (isBusy(world.state.chat, chat)) {
		return {problem: busyProblem};
	}

	const from = transcriptPlace(world.state.screen.chat);
	const seen = withChatScreen(world.state, {turn: next, scroll: {kind: 'turn', from}});
	return [seen, rewoundEffects(world, opening, branchEnd(conversation, next))];
}

export function copyAnswer({state}: ChatWorld, {answer}: Turn): ChatOutcome {
	return [state, [{type: 'copyText', what: 'answer', text: answer.content}]];
}

/** The last block, or the one so many back. */
export function copyCode({state}: ChatWorld, {answer}: Turn, count = 1): ChatOutcome {
	const blocks = codeBlocks(answer.content);
	const text = blocks.at(-count);
	if (text !== undefined) {
		return [state, [{type: 'copyText', what: 'code', text}]];
	}

	return {
		problem:
			blocks.length === 0
				? 'There is no block of code in that answer.'
				: `There are only ${blocks.length} blocks of code in that answer.`,
	};
}
