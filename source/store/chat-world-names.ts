/** What can be named in the chat: models and nodes of the rack. */
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import {remember} from './remember.ts';
import {ollamaService} from './route-nodes.ts';
import type {NodeState, State} from './state.ts';

export type NamedModel = {
	/** As it is installed. */
	readonly name: string;
	/** Nodes that answer and have it, those first that have it in memory. */
	readonly nodes: readonly NodeName[];
	readonly isLoaded: boolean;
};

/** That answer questions; those of most nodes first, of those the ones in memory: the first is asked by default. */
export function chatModels({nodes}: Pick<State, 'nodes'>): readonly NamedModel[] {
	return modelsOf(nodes);
}

/** With an Ollama that answers. */
export function chatNodes({nodes}: Pick<State, 'nodes'>): readonly NodeState[] {
	return nodes.filter(node => isAsked(node) && ollamaService(node).state === 'serving');
}

function isAsked({config}: NodeState): boolean {
	return config.isEnabled && config.ollama.use !== 'never';
}

type Places = {readonly warm: NodeName[]; readonly cold: NodeName[]};

function countOf({warm, cold}: Places): number {
	return warm.length + cold.length;
}

const modelsOf = remember((nodes: readonly NodeState[]): readonly NamedModel[] => {
	const found = new Map<string, Places>();
	for (const node of chatNodes({nodes})) {
		const loaded = new Set((loadedValue(node.ollama.loaded) ?? []).map(({name}) => name));
		for (const {name, capabilities} of loadedValue(node.ollama.installed) ?? []) {
			if (capabilities?.includes('completion') ?? true) {
				const places = found.get(name) ?? {warm: [], cold: []};
				places[loaded.has(name) ? 'warm' : 'cold'].push(node.config.name);
				found.set(name, places);
			}
		}
	}

	return [...found]
		.toSorted(
			([name, one], [otherName, other]) =>
				countOf(other) - countOf(one) ||
				other.warm.length - one.warm.length ||
				(name < otherName ? -1 : 1),
		)
		.map(([name, {warm, cold}]) => ({
			...{name, nodes: [...warm, ...cold], isLoaded: warm.length > 0},
		}));
});
