/** Which conversation is on the screen. */
import {emptyDraft} from '../rules/draft-edit.ts';
import type {Screened} from './action-table.ts';
import {isEmpty} from './chat-draft.ts';
import {shownOpening} from './chat-drawn.ts';
import {freshOpening, withOpening, withoutOldOnes} from './chat-openings.ts';
import {withChatScreen} from './chat-outcome.ts';
import type {OpenChat} from './chat-state.ts';
import type {Reduction} from './reduction.ts';

/** What the tab needs when it is shown first. */
export function withLists(state: Screened): Reduction {
	return state.chat.list.state === 'idle'
		? [
				{...state, chat: {...state.chat, list: {state: 'loading'}}},
				[{type: 'listChats'}, {type: 'listTemplates'}],
			]
		: [state, []];
}

/** The conversation of this id has the tab. */
export function openChat(state: Screened, id: string): Reduction {
	const open = state.chat.opened.find(one => one.id === id);
	if (open !== undefined) {
		return open.records.state === 'failed'
			? readAgain(state, open, id)
			: [showOpening(state, open.chat), []];
	}

	const chat = state.chat.nextChat;
	const opening: OpenChat = {...freshOpening(chat), id, records: {state: 'loading'}};
	const chats = {...withOpening(state.chat, opening), nextChat: chat + 1};
	return [showOpening({...state, chat: chats}, chat), [{type: 'openChat', chat, id}]];
}

function readAgain(state: Screened, open: OpenChat, id: string): Reduction {
	const chat = withOpening(state.chat, {...open, records: {state: 'loading'}});
	return [showOpening({...state, chat}, open.chat), [{type: 'openChat', chat: open.chat, id}]];
}

/** An empty one: the one that is shown, where nothing was said there. */
export function newChat(state: Screened): Reduction {
	const {chat: chats} = state;
	const shown = shownOpening(chats);
	const isFresh =
		shown !== undefined &&
		shown.id === undefined &&
		shown.records.state === 'fresh' &&
		!chats.asked.some(({chat}) => chat === shown.chat);
	if (isFresh) {
		return [withChatScreen(state, {focus: 'input', pane: undefined}), []];
	}

	const chat = chats.nextChat;
	const opened = {...withOpening(chats, freshOpening(chat)), nextChat: chat + 1};
	return [showOpening({...state, chat: opened}, chat), []];
}

/** With what was typed there; what is typed here stays here. */
export function showOpening(state: Screened, chat: number): Screened {
	const {chat: chats, screen} = state;
	const {draft, drafts} = screen.chat;
	const {
		[chat]: there = emptyDraft,
		[chats.shown]: _old,
		...others
	} = {
		...drafts,
		...(chat === chats.shown ? {[chat]: draft} : {}),
	};
	const kept = isEmpty(draft) || chat === chats.shown ? others : {...others, [chats.shown]: draft};
	const shown = chats.opened.find(one => one.chat === chat);
	const opened =
		shown === undefined ? chats.opened : [...chats.opened.filter(one => one !== shown), shown];
	return withChatScreen(
		{...state, chat: withoutOldOnes({...chats, opened, shown: chat}, kept)},
		{
			...{draft: there, drafts: kept, focus: 'input', pane: undefined, problem: undefined},
			...{turn: undefined, scroll: {kind: 'end'}, choice: undefined, recall: undefined},
			...{promptSearch: undefined, isCompletionClosed: false, listCursor: undefined},
		},
	);
}
