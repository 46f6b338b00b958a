import type {ScreenEvent} from '../domain/event.ts';
import {frameRows} from '../domain/screen.ts';
import {type Screened, withScreen} from './action-table.ts';
import type {State} from './state.ts';

type Measured = Extract<ScreenEvent, {type: 'transcript/measured'}>;

/** What who draws the transcript tells of it. */
export function withDrawnTranscript(state: Screened, {top, linesBelow}: Measured): State {
	const {screen} = state;
	const {drawn} = screen.chat;
	return drawn.top === top && drawn.linesBelow === linesBelow
		? state
		: withScreen(state, {...screen, chat: {...screen.chat, drawn: {top, linesBelow}}});
}

type Wheeled = Extract<ScreenEvent, {type: 'mouse/wheeled'}>;

/** The lines of the transcript, whoever has the keys, or of what covers it. */
export function wheelChat(state: Screened, {rows}: Wheeled): State {
	switch (state.screen.chat.pane) {
		case undefined:
		case 'compare':
			return scrolledBy(state, rows);
		case 'found':
			return state;
		default:
			return paneScrolledBy(state, rows);
	}
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

/** To the end alone follows it again. */
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
