import {type DetailSize, nodeDetailLines} from '../components/node-detail-lines.ts';
import {whyLines} from '../components/why-lines.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {nodeUnderCursor} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {type History, shownHistory} from './node-charts.ts';
import {nodeDetail} from './node-detail.ts';
import {whyCard} from './why-card.ts';

export type DetailPane = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly history: History;
	readonly profile: Profile;
};

type PaneSize = Omit<DetailSize, 'isWhole'>;

export type DetailPicture = {
	readonly lines: readonly ScreenLine[];
	/** Lines that can be scrolled out above at most. */
	readonly lastScroll: number;
};

/** The pane under the table, or the whole body: its hairline stays, and what is under that scrolls. */
export function detailPicture(pane: DetailPane, size: PaneSize): DetailPicture {
	const {nodes} = pane.screen;
	const isWhole = nodes.isOpen || nodes.focus === 'detail';
	const [head, ...all] = allLines(pane, {...size, isWhole});
	const rows = Math.max(0, size.rows - 1);
	const lastScroll = Math.max(0, all.length - rows);
	const scroll = isWhole ? Math.min(nodes.detailScroll, lastScroll) : 0;
	const lines = head === undefined ? [] : [head, ...all.slice(scroll, scroll + rows)];
	return {lines: lines.slice(0, Math.max(0, size.rows)), lastScroll};
}

function allLines(
	{state, screen, history, profile}: DetailPane,
	size: DetailSize,
): readonly ScreenLine[] {
	const node = nodeUnderCursor(state);
	if (node === undefined) {
		return [];
	}

	const {columns, chartRows, isWhole} = size;
	const {clock} = state;
	const {glyphs} = profile;
	const {pane, isOpen} = screen.nodes;
	if (pane === 'why') {
		return whyLines(
			whyCard(node, {clock, columns, glyphs}),
			{columns, isAiry: size.isAiry || isOpen},
			glyphs,
		);
	}

	const world = {
		clock,
		history: shownHistory(state, history),
		nodes: screen.nodes,
		intervalMs: state.intervalMs,
		...{columns, chartRows, isWhole, glyphs},
	};
	return nodeDetailLines(nodeDetail(node, world), size, profile);
}
