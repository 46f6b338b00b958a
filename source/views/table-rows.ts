import type {NodeColumns} from '../components/node-columns.ts';
import {type NodeRow, nodeRowLine} from '../components/node-row.ts';
import {nodeUnderCursor} from '../store/selectors.ts';
import {type NodeState, positionOf} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {safe} from '../theme/safe.ts';
import type {DetailPane} from './detail-pane.ts';
import {shownHistory} from './node-charts.ts';
import {nodeRow} from './node-row.ts';

/** The rows of some nodes in a table; what left the configuration says so in place of its values. */
export function tableRows(
	{state, screen, history, profile}: DetailPane,
	nodes: readonly NodeState[],
	places: NodeColumns,
): readonly ScreenLine[] {
	const hasHistory = places.values.some(({name}) => name === 'cpuHistory');
	const rack = hasHistory ? {...state, history: shownHistory(state, history)} : state;
	const under = nodeUnderCursor(state);
	const marked = new Set(screen.nodes.marks);
	return nodes.map(node => {
		const {name} = node.config;
		const row = nodeRow(node, rack, node === under);
		const isGone = positionOf(state, name) === undefined;
		return nodeRowLine(
			isGone ? goneRow(row) : {...row, isMarked: marked.has(name)},
			places,
			profile,
		);
	});
}

function goneRow(row: NodeRow): NodeRow {
	return {...row, isGone: true, content: {kind: 'sentence', parts: [safe`gone`]}};
}
