import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {eventRows, isTooSmall} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {entryUnderCursor, shownEvents} from '../store/shown-events.ts';
import type {State} from '../store/state.ts';

/**
 * The first row of the events that is on screen. For a component that stays while they are away. New ones move what is
 * looked at by no line, unless it is the newest that is looked at.
 */
export function useEventsTop(state: State, screen: ScreenState): number {
	return useKept<ScrollWindow>(before => eventsWindow(state, screen, before)).top;
}

const atFirst: ScrollWindow = {top: 0, cursor: undefined, index: -1};

function eventsWindow(
	state: State,
	{size, events}: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	if (isTooSmall(size)) {
		return before ?? atFirst;
	}

	const shown = shownEvents(state);
	const under = entryUnderCursor(state);
	const index = under === undefined ? -1 : shown.indexOf(under);
	const cursor = events.cursor === undefined ? 'newest' : String(events.cursor);
	return scrollWindow({count: shown.length, rows: eventRows(size), cursor, index}, before);
}
