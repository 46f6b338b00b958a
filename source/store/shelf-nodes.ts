import {loadedValue} from '../domain/loadable.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import {freeModelBytes} from '../rules/model-disk.ts';
import {own} from '../rules/model-metrics.ts';
import {freeVramBytes} from '../rules/route-hardware.ts';
import {remember} from './remember.ts';
import {ollamaService} from './route-nodes.ts';
import {heldReading, type NodeState, type State} from './state.ts';

/** All nodes that may have an Ollama, in the order of the configuration, as the shelf of models sees them. */
export function shelfNodes({nodes, asking}: Pick<State, 'nodes' | 'asking'>): readonly ShelfNode[] {
	return allOf(nodes, asking);
}

const allOf = remember((nodes: State['nodes'], asking: State['asking']): readonly ShelfNode[] =>
	nodes
		.filter(({config}) => config.isEnabled && config.ollama.use !== 'never')
		.map(node => shelfNode(node, own(asking, node.config.name) ?? {})),
);

function shelfNode(node: NodeState, asking: State['asking'][string]): ShelfNode {
	const {config, ollama} = node;
	const figures = heldReading(node)?.figures;
	const service = ollamaService(node);
	const isServing = service.state === 'serving';
	return {
		...{name: config.name, tags: config.tags, service},
		installed: isServing ? loadedValue(ollama.installed) : undefined,
		loaded: isServing ? (loadedValue(ollama.loaded) ?? []) : [],
		slots: config.ollama.use === 'never' ? 1 : (config.ollama.slots ?? 1),
		inFlight: Object.entries(asking)
			.filter(([, count]) => count > 0)
			.map(([model]) => ({model})),
		memoryAvailableBytes: figures?.memory?.availableBytes,
		vramFreeBytes: freeVramBytes(figures),
		cards: (figures?.gpus ?? []).filter(isTold).length,
		diskFreeBytes: freeModelBytes(loadedValue(node.filesystems), loadedValue(ollama.modelFolder)),
	};
}

function isTold({
	memoryTotalBytes,
	memoryUsedBytes,
}: {
	readonly memoryTotalBytes: number | undefined;
	readonly memoryUsedBytes: number | undefined;
}): boolean {
	return memoryTotalBytes !== undefined && memoryUsedBytes !== undefined;
}
