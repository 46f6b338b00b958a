import {loadedValue} from '../domain/loadable.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import {freeModelBytes} from '../rules/model-disk.ts';
import type {ModelsRack} from './models-rack.ts';

/** With what is free where each Ollama says that it keeps its models; else it is as the mounts make one think. */
export function withToldDisks(
	nodes: readonly ShelfNode[],
	{state, show}: Pick<ModelsRack, 'state' | 'show'>,
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
