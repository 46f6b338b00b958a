import type {ScrollWindow} from '../components/scroll-window.ts';
import {chatColumns} from '../domain/chat-layout.ts';
import {frameRows, isTooSmall} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import {type Typed, typedWindow} from './chat-input.ts';
import {chatInLine, chatListWindow} from './chat-list.ts';
import type {PaneRoom, PaneSight} from './chat-sight.ts';

/** The first row of the conversations that is on screen, and where the first row of the draft begins that is. */
export type ChatTops = {readonly list: ScrollWindow; readonly draft: number};

/** Which parts the chat tab has, and how many cells each. */
export type ChatFrame = {
	/** Blank rows over and under the tab. */
	readonly gap: number;
	readonly bodyRows: number;
	/** What was said, or what covers it. */
	readonly answers: PaneRoom;
	readonly inputRows: number;
	/** Undefined: it is not seen. It covers the answers where there is no room beside them. */
	readonly list: PaneRoom | undefined;
};

const leastAiryRows = 30;
/** The hairline over what is typed, and how it is asked below. */
const rowsAroundDraft = 2;

export function chatFrame(sight: Typed, draftTop: number): ChatFrame {
	const {screen} = sight;
	const {columns, rows} = screen.size;
	const gap = rows >= leastAiryRows ? 1 : 0;
	const bodyRows = rows - frameRows - 2 * gap;
	const {listColumns} = chatColumns(screen.size);
	const inputRows = typedWindow(sight, draftTop).rows.length + rowsAroundDraft;
	const answers = {columns: columns - listColumns, rows: bodyRows - inputRows};
	const {focus, pane} = screen.chat;
	const isInPlace = listColumns === 0 && focus === 'list' && pane === undefined;
	const beside = listColumns === 0 ? undefined : {columns: listColumns, rows: bodyRows};
	return {gap, bodyRows, answers, inputRows, list: isInPlace ? answers : beside};
}

/** For a component that stays while the tab is away. */
export function useChatTops(sight: Omit<PaneSight, 'room'>): ChatTops {
	return useKept<ChatTops>(before => {
		const {screen} = sight;
		if (isTooSmall(screen.size) || screen.tab !== 'chat') {
			return before ?? atFirst;
		}

		const draft = typedWindow(sight, before?.draft ?? 0).rows[0]?.start ?? 0;
		const room = chatFrame(sight, draft).list;
		const list =
			room === undefined
				? (before?.list ?? atFirst.list)
				: chatListWindow({...sight, room}, before?.list);
		return before?.draft === draft && before.list === list ? before : {draft, list};
	});
}

const atFirst: ChatTops = {list: {top: 0, cursor: undefined, index: -1}, draft: 0};

/** The conversation whose row is there, counted from the first row under the tabs; undefined: there is none. */
export function chatAt(
	{column, row}: {readonly column: number; readonly row: number},
	sight: Omit<PaneSight, 'room'>,
	tops: ChatTops,
): string | undefined {
	const {gap, list} = chatFrame(sight, tops.draft);
	const isInList = list !== undefined && column < list.columns && row >= gap;
	return isInList && row < gap + list.rows
		? chatInLine({...sight, room: list}, {line: row - gap, top: tops.list.top})
		: undefined;
}
