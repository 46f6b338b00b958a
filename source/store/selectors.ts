import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {NodeSort} from '../domain/screen.ts';
import {nearestLeft} from '../rules/nearest-left.ts';
import {matchesNode, parseNodeFilter} from '../rules/node-filter.ts';
import {compareNames, orderNodes} from '../rules/node-order.ts';
import {noChat} from './chat-state.ts';
import {withGoneRow} from './gone-node.ts';
import {nodeSubject} from './node-subject.ts';
import {noModels} from './models-state.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import {type NodeState, nodeNamed, positionOf, type RackState, type State} from './state.ts';
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
	const {paused, screen, log, chat, models} = state;
	return paused === undefined ? state : withLive(pausedState(paused, screen, log), chat, models);
}

const pausedState = remember(
	(paused: RackState, screen: State['screen'], log: RackState['log']): State => ({
		...paused,
		chat: noChat,
		models: noModels,
		// One that was opened since is what the person wants to read.
		log: log?.log === paused.log?.log ? paused.log : log,
		screen,
		paused,
	}),
);

/** The chat goes on. */
const withLive = remember(
	(state: State, chat: State['chat'], models: State['models']): State => ({...state, chat, models}),
);

/** The rows of the table: filtered and sorted. The same array until a node, the sort or the filter changes. */
export function shownNodes(state: State): readonly NodeState[] {
	return filtered(orderedNodes(state), (state.screen ?? initialScreen).nodes.filter);
}

/** All nodes in the order of the table, which may be one that is held; among them the row of a node that is gone. */
export function orderedNodes(state: State): readonly NodeState[] {
	const {nodes, positions, screen = initialScreen} = state;
	const {sort, frozen, calm, gone} = screen.nodes;
	const held = frozen ?? calm;
	const order =
		held === undefined ? ordered(nodes, positions, sort) : inOrder(nodes, positions, held);
	return gone === undefined || positionOf(state, gone.config.name) !== undefined
		? order
		: withGoneRow(order, gone);
}

/** The order in which rows stand now. */
export function orderOfRows(state: State): readonly NodeName[] {
	return namesOf(orderedNodes(state));
}

/** The order in which they stand where none is held. */
export function sortedOrder({
	nodes,
	positions,
	screen = initialScreen,
}: State): readonly NodeName[] {
	return namesOf(ordered(nodes, positions, screen.nodes.sort));
}

/** What an action for several nodes is meant for: the marked ones, else the one under the cursor. */
export function markedNodes(state: State): readonly NodeName[] {
	const {marks} = (state.screen ?? initialScreen).nodes;
	const under = nodeUnderCursor(state)?.config.name;
	return marks.length > 0 || under === undefined || positionOf(state, under) === undefined
		? marks
		: [under];
}

/**
 * Where the cursor is: on its node, or on the nearest that is shown while a filter hides that one: one that is open
 * stays. Views ask this, never
 * `screen.nodes.cursor`.
 */
export function nodeUnderCursor(state: State): NodeState | undefined {
	const all = orderedNodes(state);
	const {cursor, isOpen} = (state.screen ?? initialScreen).nodes;
	return underCursor(isOpen ? all : shownNodes(state), all, cursor);
}

/** All nodes by their health, whatever the table is sorted by. */
export function worstFirst({nodes, positions}: State): readonly NodeState[] {
	return orderedByHealth(nodes, positions, 'health');
}

export function rackSummary(state: State): RackSummary {
	return summaryOf(state.nodes);
}

const ordered = remember(sorted);
const orderedByHealth = remember(sorted);

function sorted(
	nodes: readonly NodeState[],
	positions: State['positions'],
	sort: NodeSort,
): readonly NodeState[] {
	const inNameOrder = nodesByName(nodes, positions);
	const byName = new Map(inNameOrder.map(node => [node.config.name, node]));
	const subjects = orderNodes(inNameOrder.map(nodeSubject), sort);
	return subjects.flatMap(({name}) => byName.get(name) ?? []);
}

/** The named ones first; who came since stands at the end. */
const inOrder = remember(
	(
		nodes: readonly NodeState[],
		positions: State['positions'],
		names: readonly NodeName[],
	): readonly NodeState[] => {
		const known = new Set<string>(names);
		const added = nodesByName(nodes, positions);
		return [
			...names.flatMap(name => nodeNamed({nodes, positions}, name) ?? []),
			...added.filter(({config}) => !known.has(config.name)),
		];
	},
);

const namesOf = remember((nodes: readonly NodeState[]): readonly NodeName[] =>
	nodes.map(({config}) => config.name),
);

/** In the order of their names. */
export const nodesByName = remember(
	(nodes: readonly NodeState[], positions: State['positions']): readonly NodeState[] =>
		nameOrder(positions).flatMap(position => nodes[position] ?? []),
);

/** Positions of the nodes in the order of their names: it changes with the configuration only. */
const nameOrder = remember((positions: State['positions']): readonly number[] =>
	Object.entries(positions)
		.toSorted(([one], [other]) => compareNames(one, other))
		.map(([, position]) => position),
);

const parsed = remember(parseNodeFilter);

/** Those that a filter shows. What is no filter never becomes the one in use (store/screen-line.ts). */
export function matching(nodes: readonly NodeState[], text: string): readonly NodeState[] {
	const filter = parsed(text);
	return filter.kind === 'problem' || filter.terms.length === 0
		? nodes
		: nodes.filter(node => matchesNode(filter, nodeSubject(node)));
}

const filtered = remember(matching);

const underCursor = remember(
	(
		shown: readonly NodeState[],
		all: readonly NodeState[],
		cursor: NodeName | undefined,
	): NodeState | undefined => {
		const under = all.find(({config}) => config.name === cursor);
		if (under === undefined || shown === all) {
			return under ?? shown[0];
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
