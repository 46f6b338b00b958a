import {type DetailSize, nodeDetailLines} from '../components/node-detail-lines.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {nodeUnderCursor} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {type History, historyUntil} from './node-charts.ts';
import {nodeDetail} from './node-detail.ts';

export type DetailPane = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly history: History;
	readonly profile: Profile;
};

type PaneSize = Omit<DetailSize, 'isWhole'>;

/** The pane under the table, or the whole body: its hairline stays, and what is under that scrolls where it has the focus. */
export function detailPaneLines(pane: DetailPane, size: PaneSize): readonly ScreenLine[] {
	const {nodes} = pane.screen;
	const isWhole = nodes.isOpen || nodes.focus === 'detail';
	const [head, ...lines] = allLines(pane, {...size, isWhole});
	const lastScroll = Math.max(0, lines.length - (size.rows - 1));
	const scroll = isWhole ? Math.min(nodes.detailScroll, lastScroll) : 0;
	return head === undefined ? [] : [head, ...lines.slice(scroll)].slice(0, Math.max(0, size.rows));
}

function allLines({state, screen, history, profile}: DetailPane, size: DetailSize) {
	const node = nodeUnderCursor(state);
	if (node === undefined) {
		return [];
	}

	const {columns, chartRows, isWhole} = size;
	const world = {
		clock: state.clock,
		history: state.paused === undefined ? history : historyUntil(history, state.clock.atMs),
		nodes: screen.nodes,
		intervalMs: state.intervalMs,
		...{columns, chartRows, isWhole, glyphs: profile.glyphs},
	};
	return nodeDetailLines(nodeDetail(node, world), size, profile);
}
