import {
	type ChatListRow,
	type ChatMark,
	chatListPicture,
	noteLines,
} from '../components/chat-list-lines.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {spinnerAt} from '../components/spinner.ts';
import {loadedValue} from '../domain/loadable.ts';
import {shownOpening} from '../store/chat-drawn.ts';
import {type ChatRow, chatRows, chatRowUnderCursor, workIn} from '../store/chat-list.ts';
import type {AskedTurn, ChatState} from '../store/chat-state.ts';
import type {State} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import type {PaneSight} from './chat-sight.ts';

/** Which conversations are on screen: kept by who draws them, so that rows move no more than they must. */
export function chatListWindow(sight: PaneSight, before: ScrollWindow | undefined): ScrollWindow {
	const {state, screen} = sight;
	const rows = chatRows(state.chat, screen.chat);
	const index = chatRowUnderCursor(rows, state.chat, screen.chat);
	const cursor = screen.chat.listCursor ?? shownOpening(state.chat)?.id ?? 'new';
	return scrollWindow({count: rows.length, rows: rowsIn(sight), cursor, index}, before);
}

/** The list in a place of this size; `top`: the first conversation that is seen. */
export function chatListLines(
	sight: PaneSight,
	top = chatListWindow(sight, undefined).top,
): readonly ScreenLine[] {
	const {state, screen, room, profile} = sight;
	const {chat} = state;
	const rows = chatRows(chat, screen.chat);
	const seen = rows.slice(top, top + rowsIn(sight));
	const under = rows[chatRowUnderCursor(rows, chat, screen.chat)];
	const leftOut = loadedValue(chat.list)?.leftOut ?? 0;
	const below = Math.max(0, rows.length - top - seen.length) + leftOut;
	return chatListPicture(
		{
			rows: seen.map(row => listRow(row, row === under, sight)),
			out: {above: top, below},
			notes: notesOf(chat),
			isFocused: screen.chat.focus === 'list',
		},
		{columns: room.columns, profile},
	).slice(0, room.rows);
}

/** The conversation in a line of the list, its head being 0; undefined: there is none that is kept. */
export function chatInLine(
	sight: PaneSight,
	{line, top}: {readonly line: number; readonly top: number},
): string | undefined {
	const {state, screen, room} = sight;
	const above = room.rows - rowsIn(sight);
	const row = line < above ? undefined : chatRows(state.chat, screen.chat)[top + line - above];
	return row?.kind === 'kept' ? row.summary.id : undefined;
}

function rowsIn({state, room}: PaneSight): number {
	return Math.max(0, room.rows - 1 - noteLines(notesOf(state.chat), room.columns).length);
}

function notesOf({list, opened, asked}: ChatState): readonly Safe[] {
	switch (list.state) {
		case 'idle':
		case 'loading':
			return [safe`reading the conversations`];
		case 'fresh': {
			const isEmpty =
				list.value.chats.length === 0 &&
				asked.length === 0 &&
				opened.every(({id}) => id === undefined);
			return isEmpty ? [safe`Nothing is kept yet.`] : [];
		}

		default:
			return [clean(failureText(list.failure), {maxCharacters: 400})];
	}
}

function listRow(row: ChatRow, isUnderCursor: boolean, sight: PaneSight): ChatListRow {
	const {chat, clock} = sight.state;
	const mark = markOf(row, sight);
	if (row.kind === 'new') {
		const isShown = row.chat === chat.shown;
		const about = {title: row.text, isNew: true, ageMs: undefined, turns: 0};
		return {...about, mark, isShown, isUnderCursor};
	}

	const {id, title, changedWallMs, turns} = row.summary;
	const isBusy = mark?.kind === 'answering';
	const ageMs = isBusy ? undefined : Math.max(0, clock.wallMs - changedWallMs);
	const isShown = id === shownOpening(chat)?.id;
	return {title, isNew: false, ageMs, turns, mark, isShown, isUnderCursor};
}

function markOf(row: ChatRow, {state, profile}: PaneSight): ChatMark | undefined {
	const work = workIn(state.chat, row);
	const mark = work === undefined ? undefined : workMark(work, state, profile.glyphs);
	if (mark !== undefined) {
		return mark;
	}

	return row.kind === 'new'
		? undefined
		: row.summary.isDeleted
			? {kind: 'deleted'}
			: row.summary.isDamaged
				? {kind: 'damaged'}
				: undefined;
}

function workMark({phase}: AskedTurn, {clock}: State, glyphs: Glyphs): ChatMark {
	switch (phase.state) {
		case 'queued':
			return {kind: 'waiting'};
		case 'failed':
			return {kind: 'failed'};
		case 'streaming':
			return {
				kind: 'answering',
				spinner: spinnerAt(Math.max(clock.atMs, phase.heardAtMs), glyphs),
			};
		default:
			return {kind: 'answering', spinner: spinnerAt(clock.atMs, glyphs)};
	}
}
