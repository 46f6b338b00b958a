import {type ActionTable, moving, type Screened} from './action-table.ts';
import {type ChatRow, chatRows, chatRowUnderCursor} from './chat-list.ts';
import {deleteChat, undo} from './chat-manage.ts';
import {told, withChatScreen} from './chat-outcome.ts';
import {chatPage} from './chat-scroll.ts';
import {newChat, openChat, showOpening} from './chat-shown.ts';
import type {Reduction} from './reduction.ts';
import {emptyLine, withLineText} from './screen-line.ts';
import type {State} from './state.ts';

/** The conversations. */
export const chatListActions: ActionTable = {
	...moving({by: moveCursor, pageRows: chatPage}),
	open,
	newChat: state => newChat(state),
	rename,
	deleteChat: (state, live) => {
		const row = rowUnderCursor(state);
		return told(
			state,
			deleteChat({state, live}, row?.kind === 'kept' ? row.summary.id : undefined),
		);
	},
	undo: (state, live) => told(state, undo({state, live})),
	search: state => [
		{...state, screen: {...state.screen, line: {...emptyLine, purpose: 'searchChats'}}},
		[],
	],
	nextPane: state => [withChatScreen(state, {focus: 'input', listCursor: undefined}), []],
	back: state => [withChatScreen(state, {focus: 'input', listCursor: undefined}), []],
};

function rowUnderCursor(state: Screened): ChatRow | undefined {
	const rows = chatRows(state.chat, state.screen.chat);
	return rows[chatRowUnderCursor(rows, state.chat, state.screen.chat)] ?? rows[0];
}

/** A new one is named by being shown: the cursor goes from kept to kept. */
function moveCursor(state: Screened, by: number): State {
	const rows = chatRows(state.chat, state.screen.chat);
	const at = Math.max(0, chatRowUnderCursor(rows, state.chat, state.screen.chat));
	const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
	return next === undefined ? state : withChatScreen(state, {listCursor: cursorOf(next)});
}

function cursorOf(row: ChatRow): string | undefined {
	return row.kind === 'kept' ? row.summary.id : undefined;
}

function open(state: Screened): Reduction {
	const row = rowUnderCursor(state);
	if (row === undefined) {
		return [state, []];
	}

	return row.kind === 'kept' ? openChat(state, row.summary.id) : [showOpening(state, row.chat), []];
}

/** Its title is typed in the line of speech. */
function rename(state: Screened): Reduction {
	const row = rowUnderCursor(state);
	if (row?.kind !== 'kept') {
		return told(state, {problem: 'It gets its name from its first question: ask something first.'});
	}

	const {id, title} = row.summary;
	const line = {...emptyLine, purpose: 'renameChat', about: {kind: 'chat', id}} as const;
	return [{...state, screen: withLineText({...state.screen, line}, title)}, []];
}
