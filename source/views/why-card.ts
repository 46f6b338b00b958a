import type {WhyCard} from '../components/why-lines.ts';
import {lastSeenAtMs} from '../store/age.ts';
import type {ClockState, NodeState} from '../store/state.ts';
import {whyOfNode} from '../store/why-of-node.ts';
import {clockText} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {connectionParts} from '../theme/node-row-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {nodeHead} from './node-detail.ts';

export type WhyWorld = {
	readonly clock: ClockState;
	readonly columns: number;
	readonly glyphs: Glyphs;
};

/** Why a node is in its state, for a person to read. */
export function whyCard(node: NodeState, {clock, columns, glyphs}: WhyWorld): WhyCard {
	return {
		head: nodeHead(node, columns),
		state: stateText(node, clock, glyphs),
		why: whyOfNode(node),
		name: node.config.name,
	};
}

/** As its row says it: what it cannot be asked for, or its label and since when that stands. */
function stateText(node: NodeState, clock: ClockState, {apart}: Glyphs): Safe {
	const [first] = connectionParts(node.connection, clock, lastSeenAtMs(node)) ?? [];
	if (first !== undefined) {
		return first;
	}

	const {name, sinceMs} = node.label.label;
	const since = clockText(clock.wallMs - (clock.atMs - sinceMs));
	return name === 'unknown' ? safe`not judged yet` : safe`${clean(name)} ${apart} since ${since}`;
}
