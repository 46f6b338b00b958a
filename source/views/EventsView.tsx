import {
	type EventColumns,
	eventColumns,
	eventRowLine,
	eventsHead,
} from '../components/event-row.ts';
import {LineStack} from '../components/LineStack.tsx';
import {Panel} from '../components/Panel.tsx';
import {placePieces} from '../components/place-pieces.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import {eventGap, eventRows} from '../domain/screen.ts';
import {entryRow} from '../store/entry-row.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {entryUnderCursor, shownEvents} from '../store/shown-events.ts';
import type {State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {timeText} from '../theme/time-text.ts';
import {cutEnd} from '../theme/width.ts';

type EventsViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
	/** The first row that is on screen. */
	readonly eventsTop: number;
};

/** The Events tab under the tabs and above the line of speech: what happened, the newest first. */
export function EventsView(props: EventsViewProps) {
	const {screen, profile} = props;
	const {columns} = screen.size;
	const frame = {columns, profile};
	return (
		<>
			<LineStack {...frame} lines={[]} rows={eventGap(screen.size)} />
			<Panel
				{...frame}
				what={safe`the events`}
				rows={1 + eventRows(screen.size)}
				compose={() => eventLines(props)}
			/>
			<LineStack {...frame} lines={[]} rows={1} />
		</>
	);
}

function eventLines({state, screen, profile, eventsTop}: EventsViewProps): readonly ScreenLine[] {
	const columns = eventColumns(screen.size.columns);
	const shown = shownEvents(state);
	const under = entryUnderCursor(state);
	if (shown.length === 0) {
		const pieces = [
			{text: cutEnd(whyEmpty(state, screen), screen.size.columns - 6, profile.glyphs)},
		];
		return [eventsHead(columns), {pieces: placePieces([{column: 5, pieces}])}];
	}

	const inSight = shown.slice(eventsTop, eventsTop + eventRows(screen.size));
	const world = {state, columns, profile};
	return [eventsHead(columns), ...inSight.map(entry => lineOf(entry, entry === under, world))];
}

type World = {
	readonly state: State;
	readonly columns: EventColumns;
	readonly profile: Profile;
};

function lineOf(
	entry: LogEntry,
	isUnderCursor: boolean,
	{state, columns, profile}: World,
): ScreenLine {
	const row = {...entryRow(state, entry), isUnderCursor, nowWallMs: state.clock.wallMs};
	return eventRowLine(row, columns, profile);
}

/** Why there is no row. */
function whyEmpty({events}: State, {events: {filter, hasCommands}}: ScreenState): Safe {
	if (filter !== '') {
		return safe`Nothing matches "${clean(filter, {maxCharacters: 30})}". esc clears the filter.`;
	}

	const since =
		events.sinceWallMs === undefined ? safe`` : safe` since ${timeText(events.sinceWallMs)}`;
	return hasCommands || events.entries.length === 0
		? safe`Nothing has happened${since}.`
		: safe`Nothing but commands${since}. c shows them.`;
}
