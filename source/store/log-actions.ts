import {
	type Act,
	type ActionTable,
	changing,
	moving,
	type Screened,
	withScreen,
} from './action-table.ts';
import {otherStream} from './job-log-choice.ts';
import {chooseLog} from './log-choice.ts';
import {isOneFile} from './log-hints.ts';
import {endOfLog, lastTop, logRowsOn, matchPlaces} from './log-lines.ts';
import {openSearch} from './log-search.ts';
import type {LogState} from './log-state.ts';
import type {LogScreen, ScreenState} from './screen-state.ts';
import type {State} from './state.ts';
import {withRefusal} from './told.ts';

/** The log that has the body. */
export const logActions: ActionTable = {
	...moving({by: moveLog, pageRows}),
	back: changing(goBack),
	log: (state, live) =>
		state.screen.log?.opened.source.kind === 'job'
			? [switchStream(state), []]
			: [chooseLog(state, live, state.screen.log?.opened.node), []],
	switchStream: state => [switchStream(state), []],
	search: changing(openSearch),
	searchNext: withLog(({view, log, screen}) =>
		goTo(nextMatch(view, log, screen), {view, log, screen}),
	),
	searchPrevious: withLog(({view, log, screen}) =>
		goTo(previousMatch(view, log, screen), {view, log, screen}),
	),
	follow: withLog(({view, log, screen}) => ({
		...view,
		top: view.top === undefined ? lastTop(log, screen, view) : undefined,
	})),
	wrap: withLog(({view}) => ({...view, isWrapped: !view.isWrapped})),
	times: withLog(({view}) => ({...view, hasTimes: !view.hasTimes})),
	retry: reopen,
};

/** Between stdout and stderr of a job. */
function switchStream(state: Screened): State {
	const {screen} = state;
	if (screen.log !== undefined && isOneFile(state.log, screen.log.opened.log)) {
		return withRefusal(state, 'stdout and stderr are one file.');
	}

	const log = screen.log === undefined ? undefined : otherStream(screen, screen.log);
	return log === undefined
		? state
		: withScreen(state, {...screen, log, nextLog: screen.nextLog + 1});
}

/** What is looked for goes first, then the log. */
function goBack({log, ...screen}: ScreenState): ScreenState {
	const isSearched = log !== undefined && log.search !== '';
	return {...screen, log: isSearched ? {...log, search: '', match: undefined} : undefined};
}

/**
 * What was typed was looked for: the newest place where it is, or where one scrolled the next one; after the one where
 * one is only if it is looked for again.
 */
export function goToFirstMatch(state: Screened, isAgain: boolean): State {
	return changeLog(state, ({view, log, screen}) => {
		if (screen.line !== undefined) {
			return view;
		}

		const from = isAgain ? view : {...view, match: undefined};
		const place =
			view.top === undefined ? matchPlaces(log, view.search).at(-1) : nextMatch(from, log, screen);
		return goTo(place, {view: {...view, match: undefined}, log, screen});
	});
}

/** To the end alone follows it again. */
export function moveLog(state: Screened, rows: number): State {
	return changeLog(state, ({view, log, screen}) => {
		if (rows === Number.POSITIVE_INFINITY) {
			return {...view, top: undefined};
		}

		const last = lastTop(log, screen, view);
		const top = Math.max(log.droppedLines, Math.min(last, (view.top ?? last) + rows));
		return view.top === undefined && top === last ? view : {...view, top};
	});
}

function pageRows({screen, log}: Screened): number {
	return screen.log === undefined || log === undefined ? 1 : logRowsOn(screen, screen.log, log);
}

type Viewed = {readonly view: LogScreen; readonly log: LogState; readonly screen: ScreenState};

function withLog(change: (viewed: Viewed) => LogScreen): Act {
	return state => [changeLog(state, change), []];
}

/** The lines may be those of an opening before, for a moment. */
function changeLog(state: Screened, change: (viewed: Viewed) => LogScreen): State {
	const {screen, log} = state;
	const view = screen.log;
	if (view === undefined || log?.log !== view.opened.log) {
		return state;
	}

	const changed = change({view, log, screen});
	return changed === view ? state : withScreen(state, {...screen, log: changed});
}

/** After the last of them comes the first again. */
function nextMatch(view: LogScreen, log: LogState, screen: ScreenState): number | undefined {
	const places = matchPlaces(log, view.search);
	const from = view.match ?? (view.top ?? lastTop(log, screen, view)) - 1;
	return places.find(place => place > from) ?? places[0];
}

function previousMatch(view: LogScreen, log: LogState, screen: ScreenState): number | undefined {
	const places = matchPlaces(log, view.search);
	const first = view.top === undefined ? endOfLog(log) : view.top + logRowsOn(screen, view, log);
	const from = view.match ?? first;
	return places.findLast(place => place < from) ?? places.at(-1);
}

/** What is on screen already stays where it is; else it comes to a third of the height. */
function goTo(match: number | undefined, {view, log, screen}: Viewed): LogScreen {
	if (match === undefined) {
		return view;
	}

	const last = lastTop(log, screen, view);
	const top = view.top ?? last;
	const rows = logRowsOn(screen, view, log);
	const isSeen = match >= top && match < top + (view.isWrapped ? 1 : rows);
	const wished = isSeen ? top : match - Math.floor(rows / 3);
	const nearest = view.isWrapped && !isSeen ? match : wished;
	return {...view, match, top: Math.max(log.droppedLines, Math.min(last, nearest))};
}

/** One that has ended is opened anew. */
function reopen(state: Screened, {log: live}: State): [State, []] {
	const {screen} = state;
	const {log: view} = screen;
	if (view === undefined || live?.log !== view.opened.log || live.end === 'open') {
		return [state, []];
	}

	const opened = {...view.opened, log: screen.nextLog};
	const log = {...view, opened, top: undefined, match: undefined};
	return [withScreen(state, {...screen, log, nextLog: screen.nextLog + 1}), []];
}
