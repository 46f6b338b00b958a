/** The rows of the shelf of models: which there are, in which order, and which one the cursor is on. */
import type {ModelName, NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {ShelfNode, ShelfRow} from '../domain/model-shelf.ts';
import {matchesModel, parseModelFilter} from '../rules/model-filter.ts';
import {fullModelName} from '../rules/model-name.ts';
import {orderModels} from '../rules/model-order.ts';
import {modelShelf} from '../rules/model-shelf.ts';
import {nearestLeft} from '../rules/nearest-left.ts';
import {type DeedCells, deedsInCells} from './model-deeds.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import {shelfNodes} from './shelf-nodes.ts';
import {nodeNamed, type State} from './state.ts';

/** One model: what of it is where, and what is being done with it. */
export type ModelRow = {
	/** With its tag, as Ollama keeps it. */
	readonly key: string;
	readonly shelf: ShelfRow;
	/** By node. */
	readonly deeds: DeedCells extends ReadonlyMap<string, infer ByNode> ? ByNode : never;
	/** No node tells of it any more; its row stays until the cursor leaves it. */
	readonly isGone: boolean;
};

/** Filtered and sorted. The same array until one of what it is made of changes. */
export function shownModels(state: State): readonly ModelRow[] {
	const {filter} = modelsScreen(state);
	return filter === '' ? allModels(state) : filtered(allModels(state), filter);
}

/** Whatever the filter. */
export function allModels(state: State): readonly ModelRow[] {
	const {cursor, sort} = modelsScreen(state);
	return withGone(rowsOf(shelfOf(state), deedsInCells(state), sort), cursor);
}

/** Where the cursor is: on its model, or on the nearest that is shown while a filter hides that one; one that is open stays. */
export function modelUnderCursor(state: State): ModelRow | undefined {
	const {cursor, isOpen} = modelsScreen(state);
	const all = allModels(state);
	return under(isOpen ? all : shownModels(state), all, cursor);
}

/** What a key is meant for: the marked models, else the one under the cursor. */
export function modelsMeant(state: State): readonly ModelRow[] {
	const {marks} = modelsScreen(state);
	const row = modelUnderCursor(state);
	if (marks.length === 0) {
		return row === undefined || row.isGone ? [] : [row];
	}

	return allModels(state).filter(({key}) => marks.includes(key));
}

/** Each node that may have models, as it is now. */
export function modelNodes(state: State): readonly ShelfNode[] {
	return shelfNodes(state);
}

/** The nodes that have a column: those that tell of their models, or did until they fell silent. */
export function columnNodes(state: State): readonly ShelfNode[] {
	return shelfNodes(state).filter(
		({name, installed}) =>
			installed !== undefined || lastTold(state, name as NodeName) !== undefined,
	);
}

/** What a node that is silent now told last of its models; undefined: it tells now, or never did. */
export function lastTold(state: State, name: NodeName) {
	const installed = nodeNamed(state, name)?.ollama.installed;
	return installed?.state === 'stale' ? loadedValue(installed) : undefined;
}

export function modelNameOf({shelf}: ModelRow): ModelName {
	return (shelf.model?.name ?? shelf.name) as ModelName;
}

function modelsScreen({screen = initialScreen}: State) {
	return screen.models;
}

/** It is made anew only where a list is another one: nodes tell of their memory each second. */
export function shelfOf(state: State): readonly ShelfRow[] {
	const nodes = shelfNodes(state);
	const wanted = state.config?.models ?? noWishes;
	if (lastShelf?.wanted === wanted && isSameLists(lastShelf.nodes, nodes)) {
		return lastShelf.shelf;
	}

	lastShelf = {nodes, wanted, shelf: modelShelf(nodes, wanted)};
	return lastShelf.shelf;
}

type Shelf = {
	readonly nodes: readonly ShelfNode[];
	readonly wanted: Parameters<typeof modelShelf>[1];
	readonly shelf: readonly ShelfRow[];
};

let lastShelf: Shelf | undefined;
const noWishes: Shelf['wanted'] = [];

function isSameLists(before: readonly ShelfNode[], nodes: readonly ShelfNode[]): boolean {
	return (
		before.length === nodes.length &&
		nodes.every((node, index) => {
			const other = before[index];
			return (
				other !== undefined &&
				node.name === other.name &&
				node.service.state === other.service.state &&
				node.installed === other.installed &&
				isSameList(node.loaded, other.loaded)
			);
		})
	);
}

/** Of a node that is silent nothing is in memory, each time anew. */
function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
	return one === other || (one.length === 0 && other.length === 0);
}

const noDeeds: ModelRow['deeds'] = new Map();

/** A model that is only being fetched is a row too. */
const rowsOf = remember(
	(shelf: readonly ShelfRow[], deeds: DeedCells, sort: Parameters<typeof orderModels>[1]) => {
		const rows = shelf.map(one => {
			const key = fullModelName(one.name);
			return {key, shelf: one, deeds: deeds.get(key) ?? noDeeds, isGone: false};
		});
		const known = new Set(rows.map(({key}) => key));
		const added = [...deeds]
			.filter(([key]) => !known.has(key))
			.map(([key, byNode]) => ({key, shelf: emptyRow(key), deeds: byNode, isGone: false}));
		const all = added.length === 0 ? rows : [...rows, ...added].toSorted(byName);
		return orderModels<ModelRow>(all, sort);
	},
);

function byName({key: one}: {readonly key: string}, {key: other}: {readonly key: string}): number {
	return one < other ? -1 : 1;
}

function emptyRow(name: string): ShelfRow {
	return {name, model: undefined, copies: new Map(), have: 0, wanted: undefined};
}

/** The row of a model under the cursor that went stays where its name belongs. */
const withGone = remember(
	(rows: readonly ModelRow[], cursor: string | undefined): readonly ModelRow[] => {
		if (cursor === undefined || rows.some(({key}) => key === cursor)) {
			return rows;
		}

		const row = {key: cursor, shelf: emptyRow(cursor), deeds: noDeeds, isGone: true};
		const place = rows.findIndex(({key}) => key > cursor);
		return rows.toSpliced(place < 0 ? rows.length : place, 0, row);
	},
);

const parsed = remember(parseModelFilter);

const filtered = remember((rows: readonly ModelRow[], text: string): readonly ModelRow[] => {
	const filter = parsed(text);
	return filter.kind === 'problem' || filter.terms.length === 0
		? rows
		: rows.filter(
				({shelf, deeds, isGone}) => isGone || matchesModel(filter, {shelf, isBusy: deeds.size > 0}),
			);
});

const under = remember(
	(
		shown: readonly ModelRow[],
		all: readonly ModelRow[],
		cursor: string | undefined,
	): ModelRow | undefined => {
		const row = all.find(({key}) => key === cursor);
		if (row === undefined || shown === all) {
			return row ?? shown[0];
		}

		const isShown = new Set(shown);
		return nearestLeft(all, row, one => isShown.has(one));
	},
);
