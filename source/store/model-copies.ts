/** Where models are, as what is to be done with them asks for it. */
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ModelDeed} from '../domain/model-deed.ts';
import type {ShelfCopy} from '../domain/model-shelf.ts';
import {fullModelName} from '../rules/model-name.ts';
import type {NodeChoice} from './model-dialogs-state.ts';
import {type ModelRow, modelNameOf, modelNodes} from './model-rows.ts';
import type {State} from './state.ts';

/** Nodes whose Ollama answers. */
export function servingNodes(state: State): readonly NodeName[] {
	return modelNodes(state)
		.filter(({service}) => service.state === 'serving')
		.map(({name}) => name);
}

/** A copy, on the chosen node or on all. */
export function copiesOf(
	{shelf}: ModelRow,
	node: NodeName | undefined,
): ReadonlyArray<readonly [NodeName, ShelfCopy]> {
	const all = [...shelf.copies];
	return node === undefined ? all : all.filter(([name]) => name === node);
}

/** Which copy others are made of: that of the chosen node, else one of those that most nodes have. */
export function sourceOf({shelf}: ModelRow, wished: NodeName | undefined): NodeName | undefined {
	const usual = [...shelf.copies].filter(([, {isOther}]) => !isOther).map(([name]) => name);
	return wished !== undefined && shelf.copies.has(wished) ? wished : usual[0];
}

/** Models of which nothing is left once these are removed, as far as nodes answer. */
export function lastOf(
	rows: readonly ModelRow[],
	deeds: readonly ModelDeed[],
): readonly ModelName[] {
	return rows
		.filter(({key, shelf}) => {
			const removed = deeds.filter(
				({type, model}) => type === 'remove' && fullModelName(model) === key,
			);
			return shelf.copies.size > 0 && removed.length >= shelf.copies.size;
		})
		.map(modelNameOf);
}

type Choices = {
	readonly nodes: readonly NodeName[];
	/** What counts there for it. */
	readonly free: NodeChoice['free'];
	readonly obstacleOf?: (node: NodeName) => NodeChoice['obstacle'];
};

/** Nodes that can be chosen, with what is free there now. */
export function nodeChoices(
	state: State,
	{nodes, free, obstacleOf = () => undefined}: Choices,
): readonly NodeChoice[] {
	const byName = new Map(modelNodes(state).map(node => [node.name, node]));
	return nodes.map(name => {
		const node = byName.get(name);
		const memory = node?.vramFreeBytes ?? node?.memoryAvailableBytes;
		const freeBytes = free === 'disk' ? node?.diskFreeBytes : memory;
		return {node: name, obstacle: obstacleOf(name), free, freeBytes};
	});
}
