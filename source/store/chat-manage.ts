/** What is done with whole conversations. */
import type {ConversationRecord} from '../domain/conversation.ts';
import type {Effect} from '../domain/effect.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {SlashCommand} from '../domain/slash.ts';
import {meantWord} from '../rules/nearest-word.ts';
import type {Screened} from './action-table.ts';
import {isBusy} from './chat-asking.ts';
import {shownOpening} from './chat-drawn.ts';
import {openingOf} from './chat-openings.ts';
import {type ChatOutcome, type ChatWorld, withChatScreen, withNotice} from './chat-outcome.ts';
import {newChat, openChat, showOpening} from './chat-shown.ts';
import {busyProblem, rewoundEffects} from './chat-turns.ts';

/** The list; with words the conversation that is called so. */
export function goToChats({state}: ChatWorld, words: string): ChatOutcome {
	if (words === '') {
		return [withChatScreen(state, {focus: 'list', pane: undefined}), [{type: 'listChats'}]];
	}

	const chats = (loadedValue(state.chat.list)?.chats ?? []).filter(({isDeleted}) => !isDeleted);
	const small = words.toLowerCase();
	const title = meantWord(
		words,
		chats.map(chat => chat.title),
	);
	const found =
		chats.find(chat => chat.id === words || chat.title === title) ??
		chats.find(chat => chat.title.toLowerCase().includes(small));
	return found === undefined
		? {problem: `No conversation is called ${words}: /search looks in what was said.`}
		: openChat(state, found.id);
}

export function rename({state, live}: ChatWorld, title: string): ChatOutcome {
	const opening = shownOpening(state.chat);
	return opening?.id === undefined
		? {problem: 'It gets its name from its first question: ask something first.'}
		: [state, renamed({state, live}, opening.id, title)];
}

export function renamed({state, live}: ChatWorld, id: string, title: string): readonly Effect[] {
	const {wallMs} = live.clock;
	return keep(state, id, {type: 'renamed', wallMs, title: title.trim()});
}

/** Words of what was said anywhere; without words, what was looked for last. */
export function findChats(state: Screened, words: string): ChatOutcome {
	const {search} = state.chat;
	const shown = withChatScreen(state, {pane: 'found', paneCursor: 0});
	if (words.trim() === '') {
		return search === undefined ? {problem: 'Say what to look for: /search WORDS'} : [shown, []];
	}

	const chat = {...state.chat, search: {words, found: {state: 'loading'} as const}};
	return [{...shown, chat}, [{type: 'searchChats', words}]];
}

/** It can be brought back; a new one is shown in its place. */
export function deleteChat({state, live}: ChatWorld, id: string | undefined): ChatOutcome {
	if (id === undefined) {
		return {problem: 'Nothing of it was kept: there is nothing to delete.'};
	}

	const opening = state.chat.opened.find(one => one.id === id);
	if (opening !== undefined && isBusy(state.chat, opening.chat)) {
		return {problem: busyProblem};
	}

	const {wallMs} = live.clock;
	const effects = keep(state, id, {type: 'deleted', wallMs});
	const {undo: before} = state.screen.chat;
	const title = titleOf(state, id);
	const noted = withNotice(
		withChatScreen(state, {undo: [...before, {kind: 'deleted', id}]}),
		{kind: 'chatDone', deed: 'deleted', title},
		live,
	);
	if (opening?.chat !== state.chat.shown) {
		return [noted, effects];
	}

	const [left] = newChat(noted);
	const {focus} = state.screen.chat;
	const isListed = focus === 'list' && left.screen !== undefined;
	return [
		isListed ? withChatScreen({...left, screen: left.screen}, {focus, listCursor: id}) : left,
		effects,
	];
}

function titleOf({chat}: Screened, id: string): string {
	const open = chat.opened.find(one => one.id === id)?.conversation;
	const listed = loadedValue(chat.list)?.chats.find(one => one.id === id);
	return open?.title ?? listed?.title ?? '';
}

/** The last delete or rewind; in the list what was deleted is back where the cursor is, elsewhere it is shown. */
export function undo(world: ChatWorld): ChatOutcome {
	const {state, live} = world;
	const {undo: steps} = state.screen.chat;
	const last = steps.at(-1);
	if (last === undefined) {
		return {problem: 'Nothing was deleted or taken back since the program began.'};
	}

	const {wallMs} = live.clock;
	const left = withChatScreen(state, {undo: steps.slice(0, -1)});
	if (last.kind === 'deleted') {
		const {id} = last;
		const told = withNotice(
			left,
			{kind: 'chatDone', deed: 'broughtBack', title: titleOf(state, id)},
			live,
		);
		const kept = keep(state, id, {type: 'undeleted', wallMs});
		if (state.screen.chat.focus === 'list') {
			return [withChatScreen(told, {listCursor: id}), kept];
		}

		const [shown, effects] = openChat(told, id);
		return [shown, [...effects, ...kept]];
	}

	const opening = openingOf(state.chat, last.chat);
	if (opening === undefined) {
		return [left, []];
	}

	return isBusy(state.chat, last.chat)
		? {problem: busyProblem}
		: [showOpening(left, last.chat), rewoundEffects(world, opening, last.to)];
}

export function exportChat(
	state: Screened,
	{format, path}: Extract<SlashCommand, {name: 'export'}>,
): ChatOutcome {
	const conversation = shownOpening(state.chat)?.conversation;
	const as = format === 'json' ? 'json' : 'markdown';
	return conversation === undefined
		? {problem: 'There is nothing to export: ask something first.'}
		: [state, [{type: 'exportChat', conversation, format: as, path}]];
}

export function keep(state: Screened, id: string, record: ConversationRecord): readonly Effect[] {
	const chat = state.chat.opened.find(one => one.id === id)?.chat;
	return [{type: 'keepRecords', chat, id, records: [record]}];
}
