import type {ConversationSummary} from '../domain/conversation.ts';
import {loadedValue} from '../domain/loadable.ts';
import {shownOpening} from './chat-drawn.ts';
import type {ChatScreen} from './chat-screen.ts';
import type {AskedTurn, ChatState, OpenChat} from './chat-state.ts';
import {remember} from './remember.ts';

/** A row of the list of conversations. */
export type ChatRow =
	| {readonly kind: 'kept'; readonly summary: ConversationSummary}
	/** Nothing of it was kept yet. `text`: its first question, raw; undefined: nothing was asked. */
	| {readonly kind: 'new'; readonly chat: number; readonly text: string | undefined};

/**
 * The rows of the list: what is new, then those that are kept, the newest change first. One that was deleted stays while
 * the cursor is on it or its answers are shown, so that it can be brought back where it was.
 */
export function chatRows(chat: ChatState, {listCursor}: Cursor): readonly ChatRow[] {
	const known = loadedValue(chat.list)?.chats ?? none;
	const kept = keptRows(known, chat.opened);
	return [...newRows(chat), ...seenRows(kept, listCursor, shownOpening(chat)?.id)];
}

type KeptRow = Extract<ChatRow, {kind: 'kept'}>;
type Cursor = Pick<ChatScreen, 'listCursor'>;

/** Where the cursor is in the rows; -1 where what it was put on is no more there. */
export function chatRowUnderCursor(
	rows: readonly ChatRow[],
	chat: ChatState,
	{listCursor}: Cursor,
): number {
	const id = listCursor ?? shownOpening(chat)?.id;
	return rows.findIndex(row =>
		row.kind === 'new' ? id === undefined && row.chat === chat.shown : row.summary.id === id,
	);
}

/** What goes on in a conversation: its question that is answered, else one that waits, else one that nobody answered. */
export function workIn({opened, asked}: ChatState, row: ChatRow): AskedTurn | undefined {
	const chat = row.kind === 'new' ? row.chat : opened.find(({id}) => id === row.summary.id)?.chat;
	const there = chat === undefined ? [] : asked.filter(one => one.chat === chat);
	return (
		there.find(({phase}) => phase.state !== 'queued' && phase.state !== 'failed') ??
		there.find(({phase}) => phase.state === 'queued') ??
		there.at(-1)
	);
}

const none: readonly ConversationSummary[] = [];

function newRows({opened, asked, shown}: ChatState): readonly ChatRow[] {
	return opened
		.filter(({id}) => id === undefined)
		.map(({chat}) => ({chat, text: asked.find(one => one.chat === chat)?.text}))
		.filter(({chat, text}) => chat === shown || text !== undefined)
		.map(row => ({kind: 'new', ...row}) as const);
}

/** Made once for each change of the list: there are thousands. */
const keptRows = remember(
	(known: readonly ConversationSummary[], opened: readonly OpenChat[]): readonly KeptRow[] =>
		withOpened(known, opened).map(summary => ({kind: 'kept', summary})),
);

const seenRows = remember(
	(
		rows: readonly KeptRow[],
		cursor: string | undefined,
		shown: string | undefined,
	): readonly KeptRow[] =>
		rows.filter(({summary: {id, isDeleted}}) => !isDeleted || id === cursor || id === shown),
);

/** One that was kept since the list was read is not in it yet. */
function withOpened(
	known: readonly ConversationSummary[],
	opened: readonly OpenChat[],
): readonly ConversationSummary[] {
	const ids = new Set(known.map(({id}) => id));
	const missing = opened.flatMap(({id, conversation, isDamaged}) => {
		if (id === undefined || conversation === undefined || ids.has(id)) {
			return [];
		}

		const {title, openedWallMs, changedWallMs, turns, isDeleted} = conversation;
		return [{id, title, openedWallMs, changedWallMs, turns: turns.length, isDeleted, isDamaged}];
	});
	return missing.length === 0 ? known : [...missing.reverse(), ...known];
}
