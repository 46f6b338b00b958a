import {assertNever} from '../domain/assert-never.ts';
import type {ChatTabEvent, OpenedConversation} from '../domain/chat-event.ts';
import {type Loadable, withFailure} from '../domain/loadable.ts';
import type {Result} from '../domain/result.ts';
import {conversationOf} from '../rules/conversation.ts';
import {promptHistory} from '../rules/prompt-history.ts';
import {filledTemplate} from '../rules/prompt-template.ts';
import {draftBack, withGivenText} from './chat-draft.ts';
import {besideFoundTurn} from './chat-found-turn.ts';
import {ended} from './chat-ended.ts';
import {openingOf, withOpening, withRecords} from './chat-openings.ts';
import {progressed, streamed, withAsked} from './chat-progress.ts';
import type {ChatState, OpenChat} from './chat-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What comes of what the chat tab asks for. */
export function reduceChats(state: State, event: ChatTabEvent): Reduction {
	const {chat} = state;
	switch (event.type) {
		case 'chats/progressed':
			return changed(
				state,
				withAsked(chat, event.asking, asked => progressed(asked, event)),
			);
		case 'chats/streamed':
			return changed(
				state,
				withAsked(chat, event.asking, asked => streamed(asked, event)),
			);
		case 'chats/ended':
			return ended(state, event);
		case 'chats/recorded':
			return changed(state, withRecords(chat, event.chat, event.kept));
		default:
			return reduceRead(state, event);
	}
}

type ReadEvent = Exclude<
	ChatTabEvent,
	{type: 'chats/progressed' | 'chats/streamed' | 'chats/ended' | 'chats/recorded'}
>;

/** What was read for the person. */
function reduceRead(state: State, event: ReadEvent): Reduction {
	const {chat} = state;
	switch (event.type) {
		case 'chats/listed':
			return changed(state, {...chat, list: loaded(chat.list, event.listed, event.atMs)});
		case 'chats/opened':
			return [openedIn(state, withOpened(chat, event)), []];
		case 'chats/found':
			return changed(state, withFound(chat, event));
		case 'chats/fileRead':
			return changed(state, withFile(chat, event));
		case 'chats/draftEdited':
			return [event.edited.ok ? withGivenText(state, event.edited.value) : state, []];
		case 'chats/templatesListed':
			return changed(state, {...chat, templates: event.names});
		case 'chats/templateRead': {
			const {template, words} = event;
			return [template.ok ? draftBack(state, filledTemplate(template.value, words)) : state, []];
		}

		default:
			return assertNever(event);
	}
}

function openedIn(state: State, chat: ChatState): State {
	const {screen} = state;
	return screen === undefined ? {...state, chat} : besideFoundTurn({...state, chat, screen});
}

function changed(state: State, chat: ChatState): Reduction {
	return [chat === state.chat ? state : {...state, chat}, []];
}

function loaded<Value>(
	before: Loadable<Value>,
	read: Result<Value>,
	atMs: number,
): Loadable<Value> {
	return read.ok ? {state: 'fresh', value: read.value, atMs} : withFailure(before, read.failure);
}

type Opened = Extract<ChatTabEvent, {type: 'chats/opened'}>;

function withOpened(chats: ChatState, {chat, opened, atMs}: Opened): ChatState {
	const opening = openingOf(chats, chat);
	if (opening === undefined) {
		return chats;
	}

	if (!opened.ok) {
		return withOpening(chats, {...opening, records: {state: 'failed', failure: opened.failure}});
	}

	const conversation = conversationOf(opened.value.records);
	return {
		...withOpening(chats, withRead(opening, opened.value, atMs)),
		prompts: promptHistory([...questionsOf(conversation), ...chats.prompts]),
	};
}

/** What was set since it was opened stands. */
function withRead(opening: OpenChat, read: OpenedConversation, atMs: number): OpenChat {
	const {id, records, readOnlyBecause, isDamaged} = read;
	const conversation = conversationOf(records);
	const system = conversation?.system;
	const kept = conversation?.settings ?? (system === undefined ? {} : {system});
	return {
		...opening,
		...{id, readOnlyBecause, isDamaged, conversation},
		records: {state: 'fresh', value: records, atMs},
		settings: {...kept, ...opening.settings},
	};
}

function questionsOf(conversation: OpenChat['conversation']): readonly string[] {
	const places = new Map(conversation?.places.map(({id, typed}) => [id, typed?.text]));
	return (conversation?.turns ?? []).map(({id, question}) => places.get(id) ?? question.content);
}

type Found = Extract<ChatTabEvent, {type: 'chats/found'}>;

/** What was looked for before means nothing any more. */
function withFound(chats: ChatState, {words, found, atMs}: Found): ChatState {
	const {search} = chats;
	return search?.words === words
		? {...chats, search: {words, found: loaded(search.found, found, atMs)}}
		: chats;
}

type FileRead = Extract<ChatTabEvent, {type: 'chats/fileRead'}>;

/** The same file again takes the place of what was read of it before. */
function withFile(chats: ChatState, {chat, read}: FileRead): ChatState {
	const opening = openingOf(chats, chat);
	if (opening === undefined || !read.ok) {
		return chats;
	}

	const others = opening.files.filter(({path}) => path !== read.value.path);
	return withOpening(chats, {...opening, files: [...others, read.value]});
}
