import type {Effect} from '../domain/effect.ts';
import type {NodeName} from '../domain/ids.ts';
import {mostNodeRows} from '../domain/screen.ts';
import {nextSort} from '../rules/node-order.ts';
import {type ActionTable, changing, moving} from './action-table.ts';
import {moveCursor, withNodesScreen} from './cursor.ts';
import {openTrouble} from './dialogs.ts';
import {paneActions} from './pane-actions.ts';
import {openInvertedLine, openLine} from './screen-line.ts';
import type {ScreenState} from './screen-state.ts';
import {nodeUnderCursor, rackSummary} from './selectors.ts';
import {nodeNamed, type State} from './state.ts';

/** The Nodes tab, its table and its detail. */
export const nodesActions: ActionTable = {
	...moving({
		by: (state, rows) => moveCursor(state, state.screen, rows),
		pageRows: ({screen}) => mostNodeRows(screen.size),
	}),
	...paneActions,
	open: (state, live) =>
		openTrouble(state, live, ['secret', 'hostKeyChanged']) ?? [
			withNodesScreen(state, state.screen, {isOpen: true}),
			[],
		],
	acceptKey: (state, live) =>
		openTrouble(state, live, ['hostKey', 'hostKeyChanged']) ?? [state, []],
	why: (state, live) =>
		openTrouble(state, live, ['hostKeyChanged']) ?? paneActions.why?.(state, live) ?? [state, []],
	back: changing(goBack),
	sortNext: state => [
		withNodesScreen(state, state.screen, {
			sort: nextSort(state.screen.nodes.sort, rackSummary(state).hasGpu),
		}),
		[],
	],
	filter: changing(screen => openLine(screen, 'filterNodes')),
	filterOut: changing(screen => openInvertedLine(screen, 'filterNodes')),
	retry: (state, live) => [state, retry(live, nodeUnderCursor(state)?.config.name)],
};

/** Out of one thing at a time, the innermost first. */
function goBack(screen: ScreenState): ScreenState {
	const {nodes} = screen;
	if (nodes.pane !== 'facts') {
		return {...screen, nodes: {...nodes, pane: 'facts', detailScroll: 0}};
	}

	if (nodes.filter !== '') {
		return {...screen, nodes: {...nodes, filter: ''}};
	}

	return nodes.isOpen ? {...screen, nodes: {...nodes, isOpen: false}} : screen;
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
