import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import {hostNames} from '../rules/host-list.ts';
import {remember} from './remember.ts';
import {type NodeState, nodeNamed, type State} from './state.ts';

/** Nodes of the rack by what their Slurm cluster calls them: as configured, else their short host name. */
export type RackIndex = ReadonlyMap<string, NodeName>;

/** The same until the configuration or a host name changes: samples come by the second. */
export function rackIndex({nodes}: Pick<State, 'nodes'>): RackIndex {
	return indexOf(namesIn(nodes));
}

/** The node of the rack that is this node of the cluster; undefined: it is not in the rack. */
export function rackNode(state: State, slurmNode: string): NodeState | undefined {
	const name = rackIndex(state).get(slurmNode);
	return name === undefined ? undefined : nodeNamed(state, name);
}

/** What a person knows a node of the cluster by: its name in the rack where it has one. */
export function nameInRack(index: RackIndex, slurmNode: string): string {
	return index.get(slurmNode) ?? slurmNode;
}

/** `node[001-002]` as its cluster and as the rack call them, for who looks for one of them. */
export function namesOfNodes(list: string, index: RackIndex): readonly string[] {
	return hostNames(list).flatMap(name => {
		const ours = index.get(name);
		return ours === undefined || ours === name ? [name] : [name, ours];
	});
}

const separator = '\n';

const namesIn = remember((nodes: readonly NodeState[]): string =>
	nodes.flatMap(node => [slurmNameOf(node), node.config.name]).join(separator),
);

/** No name of a node has a line feed in it (domain/grammar.ts). */
const indexOf = remember((names: string): RackIndex => {
	const all = names.split(separator);
	const index = new Map<string, NodeName>();
	for (let at = 0; at + 1 < all.length; at += 2) {
		index.set(all[at] ?? '', all[at + 1] as NodeName);
	}

	return index;
});

/** Before a node has told its host name its own name has to do. */
export function slurmNameOf({config, facts}: NodeState): string {
	const [short = ''] = (loadedValue(facts)?.hostname ?? '').split('.');
	return config.slurmNode ?? (short === '' ? config.name : short.replaceAll(/\s/g, ''));
}
