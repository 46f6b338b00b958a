import type {NodePane} from '../domain/screen.ts';
import type {Act, ActionTable, Screened} from './action-table.ts';
import {seriesBeside} from './charted-series.ts';
import {withNodesScreen} from './cursor.ts';
import type {Reduction} from './reduction.ts';
import {nodeUnderCursor} from './selectors.ts';

/** What the detail of a node shows. */
export const paneActions: ActionTable = {
	why: switching('why'),
	processes: switching('processes'),
	moveLeft: state => chooseSeries(state, -1),
	moveRight: state => chooseSeries(state, 1),
};

/** The same key goes back to the facts. Where no node is shown there is nothing to say. */
function switching(wanted: NodePane): Act {
	return state => {
		if (nodeUnderCursor(state) === undefined) {
			return [state, []];
		}

		const pane = state.screen.nodes.pane === wanted ? 'facts' : wanted;
		return [withNodesScreen(state, state.screen, {pane, detailScroll: 0}), []];
	};
}

/** There is one chart to choose for only where the detail has the whole body. */
function chooseSeries(state: Screened, steps: 1 | -1): Reduction {
	const {nodes} = state.screen;
	const node = nodeUnderCursor(state);
	return node === undefined || !nodes.isOpen || nodes.pane !== 'facts'
		? [state, []]
		: [withNodesScreen(state, state.screen, {series: seriesBeside(node, nodes, steps)}), []];
}
