import type {InstalledModel} from '../domain/ollama.ts';
import type {DefaultModel, RouteNode} from '../domain/routing.ts';
import {memoryFor} from './route-memory.ts';

/**
 * The one that most nodes have; among those the one that is in memory somewhere, then the first by name. One that is too
 * big for a node does not count there, unless all are too big for all.
 */
export function defaultModel(nodes: readonly RouteNode[]): DefaultModel | undefined {
	const fitting = nodes.flatMap(node => answering(node).filter(model => fits(model, node)));
	const counts = new Map<string, Count>();
	for (const {name, isLoaded} of fitting.length === 0 ? nodes.flatMap(answering) : fitting) {
		const {nodes: before, loaded} = counts.get(name) ?? {nodes: 0, loaded: 0};
		counts.set(name, {nodes: before + 1, loaded: loaded + (isLoaded ? 1 : 0)});
	}

	const [first] = [...counts].toSorted(
		([name, one], [otherName, other]) =>
			other.nodes - one.nodes || other.loaded - one.loaded || (name < otherName ? -1 : 1),
	);
	const because = counts.size === 1 ? 'only' : 'mostInstalled';
	return first === undefined ? undefined : {model: first[0], because, nodes: first[1].nodes};
}

type Answering = InstalledModel & {readonly isLoaded: boolean};
type Count = {readonly nodes: number; readonly loaded: number};

/** Those that are not made for something else, as embeddings. */
function answering({service, installed = [], loaded}: RouteNode): readonly Answering[] {
	return service.state === 'serving'
		? installed
				.filter(({capabilities}) => capabilities?.includes('completion') ?? true)
				.map(model => ({...model, isLoaded: loaded.some(one => one.name === model.name)}))
		: [];
}

function fits(model: Answering, node: RouteNode): boolean {
	return model.isLoaded || memoryFor(model, node).fits !== 'not';
}
