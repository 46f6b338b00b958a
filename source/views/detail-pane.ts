import {type DetailHead, detailHead, linesOutFact, textLine} from '../components/detail-head.ts';
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
import {nodeSlurm} from './node-slurm.ts';
import {processPicture} from './process-picture.ts';
import {focused} from './scrolled-pane.ts';
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
	const told = allLines(pane, {...size, isWhole});
	if (told === undefined) {
		return {lines: [], lastScroll: 0};
	}

	const rows = Math.max(0, size.rows - 1);
	const lastScroll = Math.max(0, told.lines.length - rows);
	const scroll = isWhole ? Math.min(nodes.detailScroll, lastScroll) : 0;
	const out = {above: scroll, below: lastScroll - scroll, isScrolled: isWhole};
	const {glyphs} = pane.profile;
	const facts = [...linesOutFact(out, glyphs), ...told.head.facts];
	const head = detailHead({...told.head, facts}, size.columns, glyphs);
	const title = isWhole ? focused(head, pane.profile) : head;
	const lines = [title, ...told.lines.slice(scroll, scroll + rows)];
	return {lines: lines.slice(0, Math.max(0, size.rows)), lastScroll};
}

type Told = {readonly head: DetailHead; readonly lines: readonly ScreenLine[]};

/** All there is to tell, without the hairline; undefined: of no node. */
function allLines(
	{state, screen, history, profile}: DetailPane,
	size: PaneSize & DetailSize,
): Told | undefined {
	const node = nodeUnderCursor(state);
	if (node === undefined) {
		return undefined;
	}

	const {columns, chartRows, isWhole} = size;
	const {clock} = state;
	const {glyphs} = profile;
	if (positionOf(state, node.config.name) === undefined) {
		const lines = [textLine(safe`It is no longer in the configuration.`)];
		return {head: {name: node.config.name, facts: []}, lines};
	}

	const {pane, isOpen} = screen.nodes;
	if (pane === 'why') {
		const card = whyCard(node, {clock, columns, glyphs});
		const lines = whyLines(card, {columns, isAiry: size.isAiry || isOpen}, glyphs);
		return {head: card.head, lines: lines.slice(1)};
	}

	if (pane === 'processes') {
		const picture = processPicture(node, state);
		return {head: picture.head, lines: processLines(picture, columns, glyphs).slice(1)};
	}

	const world = {
		clock,
		history: shownHistory(state, history),
		nodes: screen.nodes,
		intervalMs: state.intervalMs,
		asked: state.asked,
		slurm: nodeSlurm(state, node),
		events: eventsOfNode(state, node.config.name, isWhole ? wholeEvents : size.eventRows),
		...{columns, chartRows, isWhole, glyphs},
	};
	const detail = nodeDetail(node, world);
	return {head: detail.head, lines: nodeDetailLines(detail, size, profile).slice(1)};
}
