import type {TranscriptPlace} from '../domain/chat-layout.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {frameRows} from '../domain/screen.ts';
import {type Screened, withScreen} from './action-table.ts';
import type {ChatScreen, ChatScroll} from './chat-screen.ts';
import type {State} from './state.ts';

type Measured = Extract<ScreenEvent, {type: 'transcript/measured'}>;

/** What who draws a pane tells of it. */
export function withDrawnPane(state: Screened, {top, linesBelow}: Measured): State {
	const {screen} = state;
	const {drawn} = screen.chat;
	return drawn.top === top && drawn.linesBelow === linesBelow
		? state
		: withScreen(state, {...screen, chat: {...screen.chat, drawn: {top, linesBelow}}});
}

type Placed = Extract<ScreenEvent, {type: 'transcript/placed'}>;

/** Where scrolling ended. At the end it follows it again. */
export function withPlacedTranscript(state: Screened, {at}: Placed): State {
	const {scroll} = state.screen.chat;
	switch (scroll.kind) {
		case 'rows':
			return withScroll(state, at === 'end' ? {kind: 'end'} : {kind: 'rows', from: at, by: 0});
		case 'turn':
			return withScroll(state, {kind: 'turn', from: at});
		default:
			return state;
	}
}

/** Where the transcript stands, as far as it was told. */
export function transcriptPlace({scroll}: ChatScreen): TranscriptPlace {
	return scroll.kind === 'turn' || scroll.kind === 'rows' ? scroll.from : 'end';
}

type Wheeled = Extract<ScreenEvent, {type: 'mouse/wheeled'}>;

/** The lines of the transcript, whoever has the keys, or of what covers it. */
export function wheelChat(state: Screened, {rows}: Wheeled): State {
	switch (state.screen.chat.pane) {
		case undefined:
			return transcriptScrolledBy(state, rows);
		case 'compare':
			return scrolledBy(state, rows);
		case 'found':
			return state;
		default:
			return paneScrolledBy(state, rows);
	}
}

/** As many rows as there are: how far it goes, who draws it knows. */
export function transcriptScrolledBy(state: Screened, rows: number): State {
	const {scroll} = state.screen.chat;
	const from = transcriptPlace(state.screen.chat);
	const by = rows + (scroll.kind === 'rows' ? scroll.by : 0);
	return withScroll(state, from === 'end' && by >= 0 ? {kind: 'end'} : {kind: 'rows', from, by});
}

function withScroll(state: Screened, scroll: ChatScroll): State {
	const {screen} = state;
	return withScreen(state, {...screen, chat: {...screen.chat, scroll}});
}

/** The lines of a pane, from where it was drawn. */
export function paneScrolledBy(state: Screened, rows: number): State {
	const {screen} = state;
	const {drawn} = screen.chat;
	const last = drawn.top + drawn.linesBelow;
	const paneCursor = Math.max(0, Math.min(last, drawn.top + rows));
	const seen = {top: paneCursor, linesBelow: last - paneCursor};
	return withScreen(state, {...screen, chat: {...screen.chat, paneCursor, drawn: seen}});
}

/** What is compared: to the end alone follows it again. */
export function scrolledBy(state: Screened, rows: number): State {
	const {screen} = state;
	const {drawn} = screen.chat;
	const last = drawn.top + drawn.linesBelow;
	const top = Math.max(0, Math.min(last, drawn.top + rows));
	const scroll = top === last ? ({kind: 'end'} as const) : ({kind: 'line', top} as const);
	return withScreen(state, {
		...screen,
		chat: {...screen.chat, scroll, drawn: {top, linesBelow: last - top}},
	});
}

/** What the input and its lines take at least. */
const inputRows = 4;

/** Rows of the transcript, as good as all of what is seen. */
export function chatPage({screen}: Screened): number {
	return Math.max(1, screen.size.rows - frameRows - inputRows);
}
