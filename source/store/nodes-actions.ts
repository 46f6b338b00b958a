import {assertNever} from '../domain/assert-never.ts';
import type {Effect} from '../domain/effect.ts';
import type {NodeName} from '../domain/ids.ts';
import {nextSort} from '../rules/node-order.ts';
import {type ActionTable, changing, type Screened} from './action-table.ts';
import {askCopy} from './copy-actions.ts';
import {inView, moveCursor, nodesTable, sortBy, withNodesScreen} from './cursor.ts';
import {movingWithDetail} from './detail-scroll.ts';
import {closedWith, openTrouble} from './dialogs.ts';
import {chooseLog} from './log-choice.ts';
import {toggleMark} from './marks.ts';
import {paneActions} from './pane-actions.ts';
import {openInvertedLine, openLine} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import {markedNodes, nodeUnderCursor, orderOfRows, rackSummary} from './selectors.ts';
import {shellActions} from './shell-actions.ts';
import {nodeNamed, positionOf, type State} from './state.ts';
import {wayBack} from './way-back.ts';

/** The Nodes tab, its table and its detail. */
export const nodesActions: ActionTable = {
	...movingWithDetail(nodesTable),
	...paneActions,
	open: (state, live) =>
		openTrouble(state, live, ['secret', 'hostKeyChanged']) ?? [
			withNodesScreen(state, state.screen, {isOpen: canBeOpened(state)}),
			[],
		],
	...shellActions,
	copy: askCopy,
	acceptKey: (state, live) =>
		openTrouble(state, live, ['hostKey', 'hostKeyChanged']) ?? [noKey(state, live), []],
	why: (state, live) =>
		openTrouble(state, live, ['hostKeyChanged']) ?? paneActions.why?.(state, live) ?? [state, []],
	back: changing(goBack),
	log: (state, live) => [chooseLog(state, live, nodeUnderCursor(state)?.config.name), []],
	mark(state) {
		const marked = toggleMark(state);
		return [moveCursor(marked, marked.screen ?? state.screen, 1), []];
	},
	sortNext: state => [
		sortBy(state, nextSort(state.screen.nodes.sort, rackSummary(state).hasGpu)),
		[],
	],
	freeze: state => [
		withNodesScreen(state, state.screen, {
			frozen: state.screen.nodes.frozen === undefined ? orderOfRows(state) : undefined,
		}),
		[],
	],
	nextPane: changing(focusNext),
	toggleGrid: changing(({nodes, ...screen}) => ({
		...screen,
		nodes: {...nodes, ...inView(nodes.view === 'grid' ? 'table' : 'grid')},
	})),
	filter: changing(screen => openLine(screen, 'filterNodes')),
	filterOut: changing(screen => openInvertedLine(screen, 'filterNodes')),
	retry: (state, live) => [state, markedNodes(state).flatMap(name => retry(live, name))],
};

function noKey(state: Screened, live: State): State {
	const name = nodeUnderCursor(state)?.config.name;
	const reason = `${name} shows no key to accept.`;
	return name === undefined ? state : closedWith(state, {kind: 'refused', reason}, live);
}

/** Of a node that is no longer configured nothing is left to be opened. */
function canBeOpened(state: State): boolean {
	const under = nodeUnderCursor(state);
	return under !== undefined && positionOf(state, under.config.name) !== undefined;
}

/** The detail that has the whole body has the keys already. */
function focusNext(screen: ScreenState): ScreenState {
	const {nodes} = screen;
	const focus = nodes.focus === 'list' ? 'detail' : 'list';
	return nodes.isOpen ? screen : {...screen, nodes: {...nodes, focus}};
}

function goBack(screen: ScreenState): ScreenState {
	const {nodes} = screen;
	const way = wayBack(nodes);
	switch (way) {
		case undefined:
			return screen;
		case 'marks':
			return {...screen, nodes: {...nodes, marks: []}};
		case 'pane':
			return {...screen, nodes: {...nodes, pane: 'facts', detailScroll: 0}};
		case 'open':
			return {
				...screen,
				tab: nodes.openedFrom ?? screen.tab,
				nodes: {...nodes, isOpen: false, openedFrom: undefined},
			};
		case 'focus':
			return {...screen, nodes: {...nodes, focus: 'list'}};
		case 'filter':
			return {...screen, nodes: {...nodes, filter: ''}};
		default:
			return assertNever(way);
	}
}

/** A try that is under way is let be: to begin it anew would only take longer. */
function retry(live: State, name: NodeName): readonly Effect[] {
	const node = nodeNamed(live, name);
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
