import {nodeColumns, tableHead} from '../components/node-columns.ts';
import {textLine} from '../components/detail-head.ts';
import {problemNodes} from '../store/grid.ts';
import {rackSummary} from '../store/selectors.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {safe} from '../theme/safe.ts';
import type {DetailPane} from './detail-pane.ts';
import {tableRows} from './table-rows.ts';

/** What needs a hand, as rows of the table under their head. What has no room is counted. */
export function problemRows(pane: DetailPane, rows: number): readonly ScreenLine[] {
	const {state, screen, profile} = pane;
	const places = nodeColumns(screen.size.columns, rackSummary(state).hasGpu);
	const nodes = problemNodes(state);
	const shown = nodes.length > rows ? nodes.slice(0, rows - 1) : nodes;
	const apart = profile.glyphs.apart;
	return [
		tableHead(places, 'health', profile.glyphs),
		...tableRows(pane, shown, places),
		...(shown.length < nodes.length
			? [textLine(safe`and ${nodes.length - shown.length} more ${apart} n goes to the next`)]
			: []),
		...(nodes.length === 0 ? [textLine(safe`Nothing needs a hand.`)] : []),
	];
}
