import type {NodeName} from '../domain/ids.ts';
import type {PlannedDeed, PlanStep} from '../domain/model-plan.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import {isSameModel} from './model-name.ts';

/** The rack as it will be once all steps are done. */
export function rackAfter(
	nodes: readonly ShelfNode[],
	steps: readonly PlanStep[],
): readonly ShelfNode[] {
	const byName = new Map<NodeName, ShelfNode>(nodes.map(node => [node.name, node]));
	for (const {deed} of steps) {
		const node = byName.get(deed.node);
		if (node !== undefined) {
			byName.set(deed.node, nodeAfter(node, deed, byName));
		}
	}

	return [...byName.values()];
}

function nodeAfter(
	node: ShelfNode,
	deed: PlannedDeed,
	nodes: ReadonlyMap<NodeName, ShelfNode>,
): ShelfNode {
	const {installed = [], loaded, diskFreeBytes} = node;
	const before = ofModel(installed, deed);
	const came = cameBy(deed, nodes);
	const bytes = (came?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0);
	return {
		...node,
		installed: [...installed.filter(one => one !== before), ...(came === undefined ? [] : [came])],
		loaded: came === undefined ? loaded.filter(({name}) => name !== before?.name) : loaded,
		diskFreeBytes: diskFreeBytes === undefined ? undefined : diskFreeBytes - bytes,
	};
}

function cameBy(
	deed: PlannedDeed,
	nodes: ReadonlyMap<NodeName, ShelfNode>,
): InstalledModel | undefined {
	switch (deed.type) {
		case 'pull':
			return {...unread, name: deed.model};
		case 'copy':
			return ofModel(nodes.get(deed.from)?.installed ?? [], deed);
		default:
			return undefined;
	}
}

/** Nobody knows what the registry will give. */
const unread = {
	...{digest: '', sizeBytes: 0, family: undefined, parameterSize: undefined},
	...{quantization: undefined, contextTokens: undefined, capabilities: undefined},
};

function ofModel(
	installed: readonly InstalledModel[],
	{model}: Pick<PlannedDeed, 'model'>,
): InstalledModel | undefined {
	return installed.find(({name}) => isSameModel(name, model));
}
