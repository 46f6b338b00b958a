import type {WantedModel} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import type {ShelfCopy, ShelfNode, ShelfRow, WantedCount} from '../domain/model-shelf.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import {fullModelName} from './model-name.ts';

type Shelved = Pick<ShelfNode, 'name' | 'service' | 'installed' | 'loaded'>;

/** One row for each model that is on a disk or wanted, by name. Reads each list once. */
export function modelShelf(
	nodes: readonly Shelved[],
	wanted: readonly WantedModel[],
): readonly ShelfRow[] {
	const copies = copiesByModel(nodes);
	// Under two of its names a model is still one: what was written first holds.
	const wishes = new Map(wanted.toReversed().map(one => [fullModelName(one.name), one]));
	const names = new Set([...copies.keys(), ...wishes.keys()]);
	return [...names]
		.toSorted()
		.map(name => rowOf(name, copies.get(name) ?? new Map(), wishes.get(name)));
}

/** How many nodes should have it. */
export function wantedCount({replicas, nodes}: WantedModel): WantedCount {
	return replicas ?? (nodes.length > 0 ? nodes.length : 'everywhere');
}

/**
 * Of models under one name the one that most nodes have; of as many the newest, which is what a registry gave last.
 * Undefined: nobody has one.
 */
export function usualModel(models: readonly InstalledModel[]): InstalledModel | undefined {
	const counts = new Map<string, Counted>();
	for (const model of models) {
		const known = counts.get(model.digest);
		const newestMs = Math.max(known?.newestMs ?? 0, model.modifiedWallMs ?? 0);
		const first = known?.model ?? model;
		counts.set(model.digest, {model: first, count: (known?.count ?? 0) + 1, newestMs});
	}

	const [usual] = [...counts.values()].toSorted(
		(one, other) =>
			other.count - one.count ||
			other.newestMs - one.newestMs ||
			(one.model.digest < other.model.digest ? -1 : 1),
	);
	return usual?.model;
}

type Counted = {
	readonly model: InstalledModel;
	readonly count: number;
	readonly newestMs: number;
};

type Copies = Map<NodeName, Omit<ShelfCopy, 'isOther'>>;

function copiesByModel(nodes: readonly Shelved[]): ReadonlyMap<string, Copies> {
	const byModel = new Map<string, Copies>();
	// The same few names are on all nodes.
	const fullNames = new Map<string, string>();
	for (const {name, service, installed = [], loaded} of nodes) {
		for (const model of service.state === 'serving' ? installed : []) {
			const key = fullNames.get(model.name) ?? fullModelName(model.name);
			fullNames.set(model.name, key);
			const copies: Copies = byModel.get(key) ?? new Map();
			copies.set(name, {
				installed: model,
				loaded: loaded.find(one => one.name === model.name && one.digest === model.digest),
			});
			byModel.set(key, copies);
		}
	}

	return byModel;
}

function rowOf(name: string, copies: Copies, wanted: WantedModel | undefined): ShelfRow {
	const model = usualModel([...copies.values()].map(({installed}) => installed));
	const marked = [...copies].map(
		([node, copy]) => [node, {...copy, isOther: copy.installed.digest !== model?.digest}] as const,
	);
	return {
		name: model?.name ?? wanted?.name ?? name,
		model,
		copies: new Map(marked),
		have: marked.filter(([, {isOther}]) => !isOther).length,
		wanted: wanted === undefined ? undefined : wantedCount(wanted),
	};
}
