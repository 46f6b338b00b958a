/** What the actions of the keymap do. */
import type {Effect} from '../domain/effect.ts';
import type {NodeName} from '../domain/ids.ts';
import {mostNodeRows} from '../domain/screen.ts';
import type {ActionName} from '../rules/keymap.ts';
import {nextSort} from '../rules/node-order.ts';
import {moveCursor, withNodesScreen} from './cursor.ts';
import {lastHelpScroll} from './key-words.ts';
import type {Reduction} from './reduction.ts';
import {deleteAll, deleteLeft, keepLine, leaveLine, openFilter} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import {nodeUnderCursor, rackSummary} from './selectors.ts';
import {nodeNamed, type RackState, type State} from './state.ts';

/** The State where there is a screen. */
export type Screened = State & {readonly screen: ScreenState};

/** Keys move in what is drawn; what they ask of the world is decided on the live state. */
export function act(state: Screened, action: ActionName, live: State): Reduction {
	const step = steps[action]?.(mostNodeRows(state.screen.size));
	if (step !== undefined) {
		return [move(state, step), []];
	}

	switch (action) {
		case 'quit':
		case 'repaint':
		case 'suspend':
			return [state, [{type: action}]];
		case 'retry':
			return [state, retry(live, nodeUnderCursor(state)?.config.name)];
		default:
			return [change(state, action), []];
	}
}

/** Rows that an action moves by, of a page of so many. */
const steps: Partial<Record<ActionName, (page: number) => number>> = {
	moveUp: () => -1,
	moveDown: () => 1,
	moveUpHalf: page => -Math.floor(page / 2),
	moveDownHalf: page => Math.floor(page / 2),
	moveUpPage: page => -page,
	moveDownPage: page => page,
	moveToFirst: () => Number.NEGATIVE_INFINITY,
	moveToLast: () => Number.POSITIVE_INFINITY,
};

function change(state: Screened, action: ActionName): State {
	const {screen} = state;
	switch (action) {
		case 'open':
			return withNodesScreen(state, screen, {isOpen: true});
		case 'back':
			return withScreen(state, goBack(screen));
		case 'sortNext':
			return withNodesScreen(state, screen, {
				sort: nextSort(screen.nodes.sort, rackSummary(state).hasGpu),
			});
		case 'filter':
			return withScreen(state, openFilter(screen, false));
		case 'filterOut':
			return withScreen(state, openFilter(screen, true));
		case 'keepLine':
			return withScreen(state, keepLine(screen));
		case 'deleteLeft':
			return withScreen(state, deleteLeft(screen));
		case 'deleteAll':
			return withScreen(state, deleteAll(screen));
		case 'help':
			return withScreen(state, {...screen, help: {search: '', scroll: 0}});
		case 'showNodes':
			return withScreen(state, {...screen, tab: 'nodes', help: undefined});
		case 'pause':
			return {...state, paused: state.paused === undefined ? rackOf(state) : undefined};
		default:
			return state;
	}
}

function rackOf({screen: _screen, paused: _paused, ...rack}: State): RackState {
	return rack;
}

/** Out of one thing at a time, the innermost first. */
function goBack(screen: ScreenState): ScreenState {
	const {help, line, nodes} = screen;
	if (help !== undefined) {
		return {...screen, help: undefined};
	}

	if (line !== undefined) {
		return leaveLine(screen);
	}

	if (nodes.filter !== '') {
		return {...screen, nodes: {...nodes, filter: ''}};
	}

	return nodes.isOpen ? {...screen, nodes: {...nodes, isOpen: false}} : screen;
}

function move(state: Screened, rows: number): State {
	const {screen} = state;
	const {help} = screen;
	if (help === undefined) {
		return moveCursor(state, screen, rows);
	}

	const scroll = Math.max(0, Math.min(lastHelpScroll(state), help.scroll + rows));
	return scroll === help.scroll ? state : withScreen(state, {...screen, help: {...help, scroll}});
}

/** A try that is under way is let be: to begin it anew would only take longer. */
function retry(live: State, name: NodeName | undefined): readonly Effect[] {
	const node = name === undefined ? undefined : nodeNamed(live, name);
	if (node === undefined || node.config.isLocal) {
		return [];
	}

	const {connection, config} = node;
	switch (connection.state) {
		case 'disabled':
		case 'connecting':
		case 'bootstrapping':
		case 'ready':
			return [];
		case 'degraded':
		case 'backoff':
			return connection.retryAtMs === undefined ? [] : [{type: 'retryNode', node: config}];
		default:
			return [{type: 'retryNode', node: config}];
	}
}

/** The same state when nothing changes. */
export function withScreen(state: State, screen: ScreenState): State {
	return screen === state.screen ? state : {...state, screen};
}
