import {eventRows} from '../domain/screen.ts';
import {type ActionTable, changing, moving, type Screened, withScreen} from './action-table.ts';
import {filterThatShows} from './cursor.ts';
import {entryRow} from './entry-row.ts';
import {openInvertedLine, openLine} from './screen-line.ts';
import type {EventsScreen, ScreenState} from './screen-state.ts';
import {showJobOf} from './show-job-of-event.ts';
import {entryUnderCursor, shownEvents} from './shown-events.ts';
import {positionOf, type State} from './state.ts';

/** The Events tab. */
export const eventsActions: ActionTable = {
	...moving({by: moveCursor, pageRows: ({screen}) => eventRows(screen.size)}),
	toggleCommands: changing(screen =>
		withEventsScreen(screen, {hasCommands: !screen.events.hasCommands}),
	),
	filter: changing(screen => openLine(screen, 'filterEvents')),
	filterOut: changing(screen => openInvertedLine(screen, 'filterEvents')),
	back: changing(screen => withEventsScreen(screen, {filter: ''})),
	open: state => [showJobOf(state, entryUnderCursor(state)) ?? openNode(state), []],
	copy(state) {
		const entry = entryUnderCursor(state);
		return [state, entry === undefined ? [] : [{type: 'copyEvent', ...entryRow(state, entry)}]];
	},
};

/** The top is no entry but the newest, whichever that is. */
function moveCursor(state: Screened, rows: number): State {
	const shown = shownEvents(state);
	const under = entryUnderCursor(state);
	const place = under === undefined ? 0 : shown.indexOf(under);
	const next = Math.max(0, Math.min(shown.length - 1, place + rows));
	const cursor = next === 0 ? undefined : shown[next]?.id;
	return withScreen(state, withEventsScreen(state.screen, {cursor}));
}

/** On the Nodes tab, out of a log, with its detail; a filter that hides it goes. A node that is no longer configured is nowhere. */
function openNode(state: Screened): State {
	const node = entryUnderCursor(state)?.node;
	if (node === undefined || positionOf(state, node) === undefined) {
		return state;
	}

	const {screen} = state;
	const filter = filterThatShows(state, node);
	const nodes = {
		...screen.nodes,
		...({cursor: node, isOpen: true, openedFrom: 'events', focus: 'list', filter} as const),
	};
	return {...state, screen: {...screen, tab: 'nodes', log: undefined, nodes}};
}

/** The same screen when nothing changes. */
function withEventsScreen(screen: ScreenState, changes: Partial<EventsScreen>): ScreenState {
	const events = {...screen.events, ...changes};
	const names = Object.keys(changes) as (keyof EventsScreen)[];
	return names.every(name => events[name] === screen.events[name]) ? screen : {...screen, events};
}
