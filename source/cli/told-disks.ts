import {loadedValue} from '../domain/loadable.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import type {ShownModel} from '../domain/ollama.ts';
import type {Result} from '../domain/result.ts';
import {freeModelBytes} from '../rules/model-disk.ts';
import type {State} from '../store/state.ts';

/** What a node tells of one of its models. */
export type ShowOn = (node: NodeName, model: ModelName) => Promise<Result<ShownModel>>;

/** With what is free where each Ollama says that it keeps its models; else it is as the mounts make one think. */
export function withToldDisks(
	nodes: readonly ShelfNode[],
	{state, show}: {readonly state: Pick<State, 'nodes'>; readonly show: ShowOn},
): Promise<readonly ShelfNode[]> {
	const filesystems = new Map(
		state.nodes.map(({config, filesystems: all}) => [config.name, loadedValue(all)]),
	);
	return Promise.all(
		nodes.map(async (node): Promise<ShelfNode> => {
			// One that lies elsewhere has a size of some bytes, and no file to be told of.
			const [largest] = (node.installed ?? []).toSorted((a, b) => b.sizeBytes - a.sizeBytes);
			const shown = largest && (await show(node.name, largest.name));
			const folder = shown?.ok === true ? shown.value.modelFolder : undefined;
			const diskFreeBytes = freeModelBytes(filesystems.get(node.name), folder);
			return folder === undefined ? node : {...node, diskFreeBytes};
		}),
	);
}
