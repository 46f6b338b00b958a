import {detailHead, textLine} from '../components/detail-head.ts';
import {activeLook} from '../components/focus-look.ts';
import {type DetailSize, nodeDetailLines} from '../components/node-detail-lines.ts';
import {processLines} from '../components/process-lines.ts';
import {whyLines} from '../components/why-lines.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {eventsOfNode} from '../store/node-events.ts';
import {nodeUnderCursor} from '../store/selectors.ts';
import {positionOf, type State} from '../store/state.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';
import {type History, shownHistory} from './node-charts.ts';
import {nodeDetail} from './node-detail.ts';
import {processPicture} from './process-picture.ts';
import {whyCard} from './why-card.ts';

export type DetailPane = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly history: History;
	readonly profile: Profile;
};

export type PaneSize = Omit<DetailSize, 'isWhole'> & {
	/** Of the last events of the node, where there is room for the rest. */
	readonly eventRows: number;
};

/** Events of a node, where all there is to tell is told. */
const wholeEvents = 5;

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
	const title = head === undefined ? [] : [isWhole ? focused(head, pane.profile) : head];
	const lines = [...title, ...all.slice(scroll, scroll + rows)];
	return {lines: lines.slice(0, Math.max(0, size.rows)), lastScroll};
}

/** The title of the pane where the keys go (SCREENS 1, weight). */
function focused({pieces, ...line}: ScreenLine, profile: Profile): ScreenLine {
	return {
		...line,
		pieces: pieces.map(piece =>
			piece.isStrong === true ? {...piece, ...activeLook(profile)} : piece,
		),
	};
}

function allLines(
	{state, screen, history, profile}: DetailPane,
	size: PaneSize & DetailSize,
): readonly ScreenLine[] {
	const node = nodeUnderCursor(state);
	if (node === undefined) {
		return [];
	}

	const {columns, chartRows, isWhole} = size;
	const {clock} = state;
	const {glyphs} = profile;
	if (positionOf(state, node.config.name) === undefined) {
		const head = detailHead({name: node.config.name, facts: []}, columns, glyphs);
		return [head, textLine(safe`It is no longer in the configuration.`)];
	}

	const {pane, isOpen} = screen.nodes;
	if (pane === 'why') {
		return whyLines(
			whyCard(node, {clock, columns, glyphs}),
			{columns, isAiry: size.isAiry || isOpen},
			glyphs,
		);
	}

	if (pane === 'processes') {
		return processLines(processPicture(node, state), columns, glyphs);
	}

	const world = {
		clock,
		history: shownHistory(state, history),
		nodes: screen.nodes,
		intervalMs: state.intervalMs,
		asked: state.asked,
		events: eventsOfNode(state, node.config.name, isWhole ? wholeEvents : size.eventRows),
		...{columns, chartRows, isWhole, glyphs},
	};
	return nodeDetailLines(nodeDetail(node, world), size, profile);
}
