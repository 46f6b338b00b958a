import {loadedValue} from '../domain/loadable.ts';
import {isSameSlurmRow, type SlurmNode, type SlurmRowRef} from '../domain/partition.ts';
import {mostSlurmNodeRows, type SlurmNodeSort} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import type {DetailTable} from './detail-scroll.ts';
import {withJobs, withJobsScreen} from './jobs-cursor.ts';
import type {ScreenState} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import {
	allSlurmRows,
	isEntry,
	placeOfSlurmRow,
	type SlurmEntry,
	shownSlurmRows,
	slurmNodeUnder,
	slurmRowUnder,
} from './slurm-node-rows.ts';
import type {SlurmNodesScreen} from './slurm-nodes-screen.ts';
import type {State} from './state.ts';

/** The same state when nothing changes. */
export function withSlurmNodes(state: State, changes: Partial<SlurmNodesScreen>): State {
	return state.screen === undefined
		? state
		: withJobsScreen(state, {nodes: changed(state.screen.jobs.nodes, changes)});
}

export function withSlurmNodesScreen(
	screen: ScreenState,
	changes: Partial<SlurmNodesScreen>,
): ScreenState {
	return withJobs(screen, {nodes: changed(screen.jobs.nodes, changes)});
}

function changed(before: SlurmNodesScreen, changes: Partial<SlurmNodesScreen>): SlurmNodesScreen {
	const names = Object.keys(changes) as (keyof SlurmNodesScreen)[];
	return names.every(name => before[name] === changes[name]) ? before : {...before, ...changes};
}

export const slurmNodesTable: DetailTable = {
	detailOf: ({jobs}) => jobs.nodes,
	withDetail: withSlurmNodes,
	moveCursor: moveSlurmCursor,
	listRows: mostSlurmNodeRows,
	headRows: 3,
};

/** So many rows down, or up, where a cursor can be; beyond an end it stays there. */
export function moveSlurmCursor(state: Screened, rows: number): State {
	const entries = shownSlurmRows(state).filter(isEntry);
	const under = slurmRowUnder(state);
	const wished = placeOfSlurmRow(entries, under) + rows;
	const next = entries[Math.max(0, Math.min(entries.length - 1, wished))];
	return next === undefined || next === under
		? state
		: withSlurmNodes(state, {cursor: next.ref, detailScroll: 0});
}

/** The cursor on what is under it, now that a person has seen it there. */
export function settleSlurmCursor(state: State): State {
	const {screen} = state;
	if (screen?.jobs.view !== 'nodes') {
		return state;
	}

	const under = slurmRowUnder(state);
	const {cursor, isOpen, gone} = screen.jobs.nodes;
	const isSame = under === undefined || (cursor !== undefined && isSameSlurmRow(cursor, under.ref));
	return withSlurmNodes(state, {
		cursor: isSame ? cursor : under.ref,
		isOpen: isOpen && under !== undefined,
		gone: isGone(under) ? gone : undefined,
	});
}

/**
 * Another list: a node under the cursor that is told of no more stays until the cursor leaves it, and marks go with their
 * nodes. While the screen is paused both are still seen.
 */
export function keepSlurmCursor(before: State, given: State): State {
	const {screen} = given;
	const told = nodesTold(given);
	if (screen === undefined || given.paused !== undefined || told === undefined) {
		return given;
	}

	const {cursor, gone, marks} = screen.jobs.nodes;
	if (told === nodesTold(before) || (cursor === undefined && marks.length === 0)) {
		return given;
	}

	const names = new Set(told.map(({name}) => name));
	const kept = marks.filter(name => names.has(name));
	const under = slurmRowUnder(before);
	const isLost = cursor?.kind === 'node' && !names.has(cursor.name);
	return withSlurmNodes(given, {
		marks: kept.length === marks.length ? marks : kept,
		gone: isLost ? goneRow(before, {under, cursor, gone}) : undefined,
	});
}

function nodesTold(state: State): readonly SlurmNode[] | undefined {
	const cluster = shownCluster(state);
	return cluster && loadedValue(cluster.nodes)?.nodes;
}

type Seen = {
	readonly under: SlurmEntry | undefined;
	readonly cursor: SlurmRowRef;
	readonly gone: SlurmNodesScreen['gone'];
};

function goneRow(before: State, {under, cursor, gone}: Seen): SlurmNodesScreen['gone'] {
	if (under?.kind !== 'node' || !isSameSlurmRow(under.ref, cursor)) {
		return undefined;
	}

	return under.isGone
		? gone
		: {node: under.node, place: allSlurmRows(before).filter(isEntry).indexOf(under)};
}

function isGone(entry: SlurmEntry | undefined): boolean {
	return entry?.kind === 'node' && entry.isGone;
}

/** Marks belong to nodes, not to rows: they survive a filter and a sort, and go with their node. */
export function toggleSlurmMark(state: Screened): State {
	const name = slurmNodeUnder(state)?.name;
	const {marks} = state.screen.jobs.nodes;
	return name === undefined
		? state
		: withSlurmNodes(state, {
				marks: marks.includes(name) ? marks.filter(one => one !== name) : [...marks, name],
			});
}

/** The filter where the cursor goes to this row: one that hides it goes. */
export function slurmFilterThatShows(state: Screened, ref: SlurmRowRef): string {
	const isShown = shownSlurmRows(state).some(row => isEntry(row) && isSameSlurmRow(row.ref, ref));
	return isShown ? state.screen.jobs.nodes.filter : '';
}

export function sortSlurmNodesBy(state: Screened, sort: SlurmNodeSort): State {
	return withSlurmNodes(state, {sort});
}
