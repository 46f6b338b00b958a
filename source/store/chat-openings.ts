/** The conversations that are open, and what was written of them. */
import type {ChatList} from '../domain/chat-event.ts';
import type {KeptRecords} from '../domain/chat-asking.ts';
import type {ConversationRecord} from '../domain/conversation.ts';
import {loadedValue} from '../domain/loadable.ts';
import {conversationOf, summaryOf} from '../rules/conversation.ts';
import {type ChatState, noChat, type OpenChat} from './chat-state.ts';

/** Of those that rest, so that going back to one is at once. */
const mostResting = 8;

/** With nothing in it. */
export function freshOpening(chat: number): OpenChat {
	return {...emptyOpening, chat};
}

const [emptyOpening = {} as never] = noChat.opened;

export function openingOf({opened}: ChatState, chat: number | undefined): OpenChat | undefined {
	return opened.find(one => one.chat === chat);
}

export function withOpening(state: ChatState, opening: OpenChat): ChatState {
	const at = state.opened.findIndex(({chat}) => chat === opening.chat);
	const isSame = state.opened[at] === opening;
	if (isSame) {
		return state;
	}

	const opened = at === -1 ? [...state.opened, opening] : state.opened.with(at, opening);
	return {...state, opened};
}

/** What was written is added to what is known of it, in the opening and in the list. */
export function withRecords(
	state: ChatState,
	chat: number | undefined,
	{id, records, failure}: KeptRecords,
): ChatState {
	const opening = openingOf(state, chat) ?? state.opened.find(one => one.id === id);
	if (opening === undefined) {
		return {...state, list: withChanges(state.list, id, records)};
	}

	const before = loadedValue(opening.records) ?? [];
	const all = records.length === 0 ? before : [...before, ...records];
	const conversation = records.length === 0 ? opening.conversation : conversationOf(all);
	const next = withOpening(state, {
		...opening,
		...{id: opening.id ?? id, conversation, unkept: failure},
		records: records.length === 0 ? opening.records : {...noRecords, value: all},
	});
	return {...next, list: withSummary(state.list, summaryOf(all, opening.isDamaged))};
}

const noRecords = {state: 'fresh', atMs: 0} as const;

/** The newest change first. */
function withSummary(list: ChatState['list'], summary: ReturnType<typeof summaryOf>): typeof list {
	const known = loadedValue(list);
	if (known === undefined || summary === undefined || !('value' in list)) {
		return list;
	}

	const others = known.chats.filter(({id}) => id !== summary.id);
	return {...list, value: {...known, chats: [summary, ...others]}};
}

/** Of one that is not open only what one record says by itself. */
function withChanges(
	list: ChatState['list'],
	id: string,
	records: readonly ConversationRecord[],
): typeof list {
	const known = loadedValue(list);
	if (known === undefined || !('value' in list)) {
		return list;
	}

	return {...list, value: changed(known, id, records)};
}

function changed(list: ChatList, id: string, records: readonly ConversationRecord[]): ChatList {
	const renamed = records.findLast(record => record.type === 'renamed');
	const deleted = records.findLast(({type}) => type === 'deleted' || type === 'undeleted');
	return {
		...list,
		chats: list.chats.map(chat =>
			chat.id === id
				? {
						...chat,
						title: renamed?.title ?? chat.title,
						isDeleted: deleted === undefined ? chat.isDeleted : deleted.type === 'deleted',
					}
				: chat,
		),
	};
}

/** Drops the oldest of those that rest: nothing is asked there, typed there, or kept in memory only. */
export function withoutOldOnes(
	state: ChatState,
	drafts: Readonly<Record<number, unknown>>,
): ChatState {
	const isBusy = ({chat, files, unkept}: OpenChat): boolean =>
		chat === state.shown ||
		files.length > 0 ||
		unkept !== undefined ||
		Object.hasOwn(drafts, chat) ||
		state.asked.some(asked => asked.chat === chat);
	const resting = state.opened.filter(opening => !isBusy(opening));
	const gone = new Set([
		...resting.slice(0, Math.max(0, resting.length - mostResting)),
		...resting.filter(({id, records}) => id === undefined && records.state === 'fresh'),
	]);
	return gone.size === 0
		? state
		: {...state, opened: state.opened.filter(opening => !gone.has(opening))};
}
