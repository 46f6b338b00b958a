/** The rows of the list of partitions and nodes, and what a key there is meant for. */
import {loadedValue} from '../domain/loadable.ts';
import type {Job} from '../domain/job.ts';
import {
	isSameSlurmRow,
	type SlurmNode,
	type SlurmPartition,
	type SlurmRowRef,
} from '../domain/partition.ts';
import {nearestLeft} from '../rules/nearest-left.ts';
import {
	matchesPartition,
	matchesSlurmNode,
	parseSlurmNodeFilter,
} from '../rules/slurm-node-filter.ts';
import {orderSlurmNodes} from '../rules/slurm-node-order.ts';
import type {ClusterNodes, ClusterState} from './clusters-state.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import {jobsOnNode} from './slurm-node-jobs.ts';
import type {SlurmNodesScreen} from './slurm-nodes-screen.ts';
import type {State} from './state.ts';

/** Something that a cursor can be on, or what stands between partitions and nodes: a blank line and the heads of nodes. */
export type SlurmRow = SlurmEntry | {readonly kind: 'blank'} | {readonly kind: 'heads'};

export type SlurmEntry =
	| {readonly kind: 'partition'; readonly ref: SlurmRowRef; readonly partition: SlurmPartition}
	| {
			readonly kind: 'node';
			readonly ref: SlurmRowRef;
			readonly node: SlurmNode;
			/** It is told of no more; its row stays until the cursor leaves it. */
			readonly isGone: boolean;
	  };

/** Partitions as the cluster tells them, then nodes sorted, both filtered. The same array until one of these changes. */
export function shownSlurmRows(state: State): readonly SlurmRow[] {
	const {filter} = slurmNodesScreen(state);
	const all = entriesOf(state);
	const cluster = shownCluster(state);
	const wanted = parsed(filter);
	const isAll = cluster === undefined || wanted.kind === 'problem' || wanted.terms.length === 0;
	return isAll ? rowsOfAll(all) : rowsOfFiltered(all, filter, usersSource(cluster, filter));
}

/** Whatever the filter. */
export function allSlurmRows(state: State): readonly SlurmRow[] {
	return rowsOfAll(entriesOf(state));
}

/**
 * Where the cursor is: on its row, or on the nearest that is shown while a filter hides that one; one that is open stays.
 * Views ask this, never `screen.jobs.nodes.cursor`.
 */
export function slurmRowUnder(state: State): SlurmEntry | undefined {
	const {cursor, isOpen} = slurmNodesScreen(state);
	const shown = shownSlurmRows(state).filter(isEntry);
	if (cursor === undefined) {
		return shown[0];
	}

	const all = entriesOf(state);
	const under = all.find(({ref}) => isSameSlurmRow(ref, cursor));
	if (under === undefined || isOpen) {
		return under ?? shown[0];
	}

	const isShown = new Set(shown);
	return nearestLeft(all, under, entry => isShown.has(entry));
}

/** Where a row stands among those that are shown; -1: nowhere. */
export function placeOfSlurmRow(rows: readonly SlurmRow[], row: SlurmEntry | undefined): number {
	return row === undefined
		? -1
		: rows.findIndex(one => isEntry(one) && isSameSlurmRow(one.ref, row.ref));
}

/** The node under the cursor; undefined: a partition, one that is gone, or nothing. */
export function slurmNodeUnder(state: State): SlurmNode | undefined {
	const under = slurmRowUnder(state);
	return under?.kind === 'node' && !under.isGone ? under.node : undefined;
}

/** What an action is meant for: the marked nodes, also where a filter hides them, else the one under the cursor. */
export function slurmNodesMeant(state: State): readonly SlurmNode[] {
	const {marks} = slurmNodesScreen(state);
	const under = slurmNodeUnder(state);
	if (marks.length === 0) {
		return under === undefined ? [] : [under];
	}

	const byName = new Map(nodesOf(state).nodes.map(node => [node.name, node]));
	return marks.flatMap(name => byName.get(name) ?? []);
}

export function isEntry(row: SlurmRow): row is SlurmEntry {
	return row.kind === 'partition' || row.kind === 'node';
}

/** The order in which nodes stand now. */
export function orderOfSlurmNodes(state: State): readonly string[] {
	return namesOf(heldNodes(state));
}

/** The order in which they stand where none is held. */
export function sortedOrderOfSlurmNodes(state: State): readonly string[] {
	return namesOf(sorted(nodesOf(state).nodes, slurmNodesScreen(state).sort));
}

function slurmNodesScreen({screen = initialScreen}: State): SlurmNodesScreen {
	return screen.jobs.nodes;
}

const nothing: ClusterNodes = {partitions: [], nodes: []};

function nodesOf(state: State): ClusterNodes {
	const cluster = shownCluster(state);
	return (cluster && loadedValue(cluster.nodes)) ?? nothing;
}

function heldNodes(state: State): readonly SlurmNode[] {
	const {sort, calm} = slurmNodesScreen(state);
	const {nodes} = nodesOf(state);
	return calm === undefined ? sorted(nodes, sort) : inOrder(nodes, calm);
}

const sorted = remember(orderSlurmNodes);

/** The named ones first; who came since stands at the end. */
const inOrder = remember(
	(nodes: readonly SlurmNode[], names: readonly string[]): readonly SlurmNode[] => {
		const byName = new Map(nodes.map(node => [node.name, node]));
		const known = new Set(names);
		return [
			...names.flatMap(name => byName.get(name) ?? []),
			...nodes.filter(({name}) => !known.has(name)),
		];
	},
);

const namesOf = remember((nodes: readonly SlurmNode[]): readonly string[] =>
	nodes.map(({name}) => name),
);

function entriesOf(state: State): readonly SlurmEntry[] {
	const all = entries(nodesOf(state).partitions, heldNodes(state));
	const {gone} = slurmNodesScreen(state);
	return gone === undefined ? all : withGone(all, gone);
}

/** `place` is among partitions and nodes. */
const withGone = remember(
	(
		all: readonly SlurmEntry[],
		{node, place}: NonNullable<SlurmNodesScreen['gone']>,
	): readonly SlurmEntry[] => {
		const row = {kind: 'node', ref: {kind: 'node', name: node.name}, node, isGone: true} as const;
		return all.toSpliced(place, 0, row);
	},
);

const entries = remember(
	(partitions: readonly SlurmPartition[], nodes: readonly SlurmNode[]): readonly SlurmEntry[] => [
		...partitions.map(partition => ({
			kind: 'partition' as const,
			ref: {kind: 'partition' as const, name: partition.name},
			partition,
		})),
		...nodes.map(node => ({
			kind: 'node' as const,
			ref: {kind: 'node' as const, name: node.name},
			...{node, isGone: false},
		})),
	],
);

const parsed = remember(parseSlurmNodeFilter);

type UsersOn = (name: string) => readonly string[];

/** Whose jobs run on a node; only asked where a filter asks it, so that the rows stay when a queue is told anew. */
function usersSource(cluster: ClusterState, text: string): UsersOn {
	const filter = parsed(text);
	const hasUsers = filter.kind === 'filter' && filter.terms.some(({by}) => by === 'user');
	return hasUsers ? usersOf(cluster.mine, cluster.all, cluster) : nobody;
}

const nobody: UsersOn = () => [];

const usersOf = remember(
	(_mine: ClusterState['mine'], _all: ClusterState['all'], cluster: ClusterState): UsersOn =>
		name =>
			jobsOnNode(cluster, name).map(({job}: {readonly job: Job}) => job.user),
);

const rowsOfAll = remember(withGap);

const rowsOfFiltered = remember(
	(all: readonly SlurmEntry[], text: string, usersOn: UsersOn): readonly SlurmRow[] => {
		const filter = parsed(text);
		return filter.kind === 'problem'
			? withGap(all)
			: withGap(
					all.filter(entry =>
						entry.kind === 'partition'
							? matchesPartition(filter, entry.partition)
							: entry.isGone || matchesSlurmNode(filter, entry.node, usersOn(entry.node.name)),
					),
				);
	},
);

function withGap(all: readonly SlurmEntry[]): readonly SlurmRow[] {
	const first = all.findIndex(({kind}) => kind === 'node');
	return first <= 0
		? all
		: [...all.slice(0, first), {kind: 'blank'}, {kind: 'heads'}, ...all.slice(first)];
}
