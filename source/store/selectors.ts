import {loadedValue} from '../domain/loadable.ts';
import type {NodeName} from '../domain/ids.ts';
import type {NodeSort} from '../domain/screen.ts';
import {nearestLeft} from '../rules/nearest-left.ts';
import {matchesNode, parseNodeFilter} from '../rules/node-filter.ts';
import {compareNames, orderNodes} from '../rules/node-order.ts';
import {nodeSubject} from './node-subject.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import type {NodeState, RackState, State} from './state.ts';
import {selectSummary} from './summary.ts';

/** The rack in the header. Fractions are undefined where no node gives them. */
export type RackSummary = {
	readonly ok: number;
	readonly warning: number;
	readonly down: number;
	readonly unknown: number;
	readonly cpuFraction: number | undefined;
	readonly memoryFraction: number | undefined;
	readonly gpuFraction: number | undefined;
	/** Whether a node has a gpu, or had one when it last answered: its column stays while the node is lost. */
	readonly hasGpu: boolean;
};

/** The state to draw: while the person has paused it is the rack of that moment, with what keys have changed since. */
export function drawnState(state: State): State {
	return state.paused === undefined ? state : pausedState(state.paused, state.screen);
}

const pausedState = remember(
	(paused: RackState, screen: State['screen']): State => ({...paused, screen, paused}),
);

/** The rows of the table: filtered and sorted. The same array until a node, the sort or the filter changes. */
export function shownNodes(state: State): readonly NodeState[] {
	return filtered(orderedNodes(state), (state.screen ?? initialScreen).nodes.filter);
}

/** All nodes in the order of the table. */
export function orderedNodes(state: State): readonly NodeState[] {
	const {nodes, positions, screen = initialScreen} = state;
	return ordered(nodes, positions, screen.nodes.sort);
}

/**
 * Where the cursor is: on its node, or on the nearest that is shown while a filter hides that one. Views ask this, never
 * `screen.nodes.cursor`.
 */
export function nodeUnderCursor(state: State): NodeState | undefined {
	return underCursor(shownNodes(state), orderedNodes(state), state.screen?.nodes.cursor);
}

export function rackSummary(state: State): RackSummary {
	return summaryOf(state.nodes);
}

const ordered = remember(
	(
		nodes: readonly NodeState[],
		positions: State['positions'],
		sort: NodeSort,
	): readonly NodeState[] => {
		const inNameOrder = nameOrder(positions).flatMap(position => nodes[position] ?? []);
		const byName = new Map(inNameOrder.map(node => [node.config.name, node]));
		const subjects = orderNodes(inNameOrder.map(nodeSubject), sort);
		return subjects.flatMap(({name}) => byName.get(name) ?? []);
	},
);

/** Positions of the nodes in the order of their names: it changes with the configuration only. */
const nameOrder = remember((positions: State['positions']): readonly number[] =>
	Object.entries(positions)
		.toSorted(([one], [other]) => compareNames(one, other))
		.map(([, position]) => position),
);

const parsed = remember(parseNodeFilter);

/** What is no filter never becomes the one in use (store/screen-line.ts). */
const filtered = remember((nodes: readonly NodeState[], text: string): readonly NodeState[] => {
	const filter = parsed(text);
	return filter.kind === 'problem' || filter.terms.length === 0
		? nodes
		: nodes.filter(node => matchesNode(filter, nodeSubject(node)));
});

const underCursor = remember(
	(
		shown: readonly NodeState[],
		all: readonly NodeState[],
		cursor: NodeName | undefined,
	): NodeState | undefined => {
		const under = all.find(({config}) => config.name === cursor);
		if (under === undefined) {
			return shown[0];
		}

		const isShown = new Set(shown);
		return nearestLeft(all, under, node => isShown.has(node));
	},
);

const summaryOf = remember((nodes: readonly NodeState[]): RackSummary => {
	const summary = selectSummary({nodes});
	return {
		...summary.nodes,
		cpuFraction: summary.cpuLoadFraction,
		memoryFraction: summary.memoryUsedFraction,
		gpuFraction: summary.gpus?.utilizationFraction,
		hasGpu: nodes.some(({reading}) => (loadedValue(reading)?.figures.gpus.length ?? 0) > 0),
	};
});
