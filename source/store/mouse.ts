import {assertNever} from '../domain/assert-never.ts';
import type {Effect} from '../domain/effect.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {type ClickedRow, type ClickTarget, isTooSmall} from '../domain/screen.ts';
import {act} from './act.ts';
import {openChat} from './chat-shown.ts';
import {wheelChat} from './chat-scroll.ts';
import {type Screened, withScreen} from './action-table.ts';
import {filterThatShows, settleCursor, sortBy, withNodesScreen} from './cursor.ts';
import {withJobsScreen} from './jobs-cursor.ts';
import {clickJobs} from './jobs-mouse.ts';
import {isDoubleClick} from './double-click.ts';
import {keyContexts} from './key-contexts.ts';
import {clickModels} from './models-mouse.ts';
import {withModels} from './models-cursor.ts';
import type {Reduction} from './reduction.ts';
import {withSlurmNodes} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';

type MouseEvent = Extract<ScreenEvent, {type: 'mouse/clicked' | 'mouse/wheeled'}>;

/**
 * What the mouse did to what is drawn (`state`). In a dialog, and while something is typed, a click does nothing: it
 * would take away what is typed. `live` is the live state: what is asked of the world is decided on it.
 */
export function reduceMouse(state: Screened, event: MouseEvent, live: State): Reduction {
	const {screen} = state;
	if (isTooSmall(screen.size) || screen.dialog !== undefined) {
		return [state, []];
	}

	if (event.type === 'mouse/wheeled') {
		return screen.tab === 'chat' ? [wheelChat(state, event), []] : wheel(state, event, live);
	}

	return screen.line === undefined ? click(state, event, live) : [state, []];
}

function click(
	state: Screened,
	{target, atMs}: Extract<MouseEvent, {type: 'mouse/clicked'}>,
	live: State,
): Reduction {
	switch (target.kind) {
		case 'tab':
			return showTab(state, target, live);
		case 'node':
		case 'entry':
			return clickRow(state, {target, atMs}, live);
		case 'chat':
			return openChat(state, target.id);
		case 'model':
		case 'modelHead':
			return clickModels(state, {target, atMs}, live);
		case 'head':
			return [settleCursor(sortBy(state, target.sort)), []];
		case 'job':
		case 'jobHead':
		case 'slurmNode':
		case 'slurmNodeHead':
			return clickJobs(state, {target, atMs}, live);
		default:
			return assertNever(target);
	}
}

const showingTab = {
	nodes: 'showNodes',
	jobs: 'showJobs',
	chat: 'showChat',
	models: 'showModels',
	events: 'showEvents',
} as const;

function showTab(
	state: Screened,
	{tab}: Extract<ClickTarget, {kind: 'tab'}>,
	live: State,
): Reduction {
	const action = showingTab[tab];
	return act(state, {action, contexts: ['everywhere']}, live);
}

type Click = {readonly target: ClickedRow; readonly atMs: number};

/** It puts the cursor there; a second one on the same row does what `enter` does. */
function clickRow(state: Screened, click: Click, live: State): Reduction {
	const {screen} = state;
	const isSecond = isDoubleClick(screen, {row: rowOf(click.target), atMs: click.atMs});
	const lastClick = isSecond ? undefined : {row: rowOf(click.target), atMs: click.atMs};
	const there = withCursorOn(state, click.target);
	const next = {...there, screen: {...(there.screen ?? screen), lastClick}};
	return isSecond
		? act(next, {action: 'open', contexts: keyContexts(next.screen)}, live)
		: [next, []];
}

/** Rows of what needs a hand are there whatever the filter of nodes shows. */
function withCursorOn(state: Screened, target: ClickedRow): State {
	const {screen} = state;
	if (target.kind === 'entry') {
		return withScreen(state, {...screen, events: {...screen.events, cursor: target.id}});
	}

	const filter = filterThatShows(state, target.node);
	return withNodesScreen(state, screen, {cursor: target.node, focus: 'list', filter});
}

function rowOf(target: ClickedRow): string {
	return target.kind === 'node' ? target.node : `event ${target.id}`;
}

/** As the keys that move do, row by row; over the detail as if it had the keys. */
function wheel(
	state: Screened,
	{rows, over}: Extract<MouseEvent, {type: 'mouse/wheeled'}>,
	live: State,
): Reduction {
	const focus = focusOf(state.screen);
	const action = rows > 0 ? 'moveDown' : 'moveUp';
	const effects: Effect[] = [];
	let next = withFocus(state, over);
	for (let row = 0; row < Math.abs(rows); row += 1) {
		const [moved, asked] = act(next, {action, contexts: keyContexts(next.screen)}, live);
		next = {...moved, screen: moved.screen ?? next.screen};
		effects.push(...asked);
	}

	return [withFocus(next, focus), effects];
}

function withFocus(state: Screened, focus: 'list' | 'detail'): Screened {
	const next = withFocusOf(state, focus);
	return {...next, screen: next.screen ?? state.screen};
}

function withFocusOf(state: Screened, focus: 'list' | 'detail'): State {
	const {tab, jobs} = state.screen;
	if (tab === 'models') {
		return withModels(state, {focus});
	}

	if (tab !== 'jobs') {
		return withNodesScreen(state, state.screen, {focus});
	}

	return jobs.view === 'nodes' ? withSlurmNodes(state, {focus}) : withJobsScreen(state, {focus});
}

function focusOf({tab, nodes, jobs, models}: Screened['screen']): 'list' | 'detail' {
	if (tab === 'models') {
		return models.focus;
	}

	return tab !== 'jobs' ? nodes.focus : jobs.view === 'nodes' ? jobs.nodes.focus : jobs.focus;
}
