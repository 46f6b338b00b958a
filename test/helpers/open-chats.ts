import type {ChatState, OpenChat} from '../../source/store/chat-state.ts';
import type {ConversationRecord, ConversationSummary} from '../../source/domain/conversation.ts';
import {conversationOf} from '../../source/rules/conversation.ts';
import {noChat} from '../../source/store/chat-state.ts';
import {atWallMs} from './chat-builders.ts';

/** A line of the list of conversations. */
export function aSummary(
	id: string,
	parts: Partial<ConversationSummary> = {},
): ConversationSummary {
	return {
		...{id, title: id, openedWallMs: atWallMs, changedWallMs: atWallMs, turns: 1},
		...{isDeleted: false, isDamaged: false},
		...parts,
	};
}

/** Opened, with what was written of it. */
export function anOpening(
	chat: number,
	records: readonly ConversationRecord[],
	parts: Partial<OpenChat> = {},
): OpenChat {
	const conversation = conversationOf(records);
	return {
		...{chat, id: conversation?.id, conversation, settings: {}, files: []},
		records: {state: 'fresh', value: records, atMs: 0},
		...{readOnlyBecause: undefined, isDamaged: false, unkept: undefined},
		...parts,
	};
}

/** The list was read, and nothing is open but a new conversation. */
export function chatsWith(
	chats: readonly ConversationSummary[],
	parts: Partial<ChatState> = {},
): ChatState {
	return {
		...noChat,
		list: {state: 'fresh', value: {chats, leftOut: 0}, atMs: 0},
		...parts,
	};
}
