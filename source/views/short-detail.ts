import {detailHead} from '../components/detail-head.ts';
import {labelLine} from '../components/label-lines.ts';
import {nodeDetailLines} from '../components/node-detail-lines.ts';
import {shortFactsLine} from '../components/short-facts-line.ts';
import {nodeUnderCursor} from '../store/selectors.ts';
import {heldReading} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {DetailPane} from './detail-pane.ts';
import {nodeDetail} from './node-detail.ts';

/** What is said of the node under the cursor of the grid: its label and a line of figures, or why there are none. */
export function shortDetail(
	{state, screen, profile}: DetailPane,
	{columns, rows}: {readonly columns: number; readonly rows: number},
): readonly ScreenLine[] {
	const node = nodeUnderCursor(state);
	if (node === undefined) {
		return [];
	}

	const {glyphs} = profile;
	const world = {
		...{clock: state.clock, nodes: screen.nodes, intervalMs: state.intervalMs, asked: state.asked},
		...{columns, chartRows: 0, isWhole: false, glyphs},
		// No chart is drawn here, and to read a history takes its time.
		history: () => [],
	};
	const detail = nodeDetail(node, world);
	const held = heldReading(node);
	if (detail.content.kind === 'sentences' || held === undefined) {
		const sizes = {columns, rows, isAiry: false, isWhole: false};
		return nodeDetailLines(detail, {...sizes, chartRows: 1, chartHeight: 3}, profile);
	}

	return [
		detailHead(detail.head, columns, glyphs),
		labelLine(detail.content.label, columns, glyphs),
		shortFactsLine(held.figures, columns, glyphs),
	];
}
