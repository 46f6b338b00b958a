import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';

/** The nodes that a model is copied from, and how many copies each of them gives now. */
export type CopySources = ReadonlyMap<NodeName, number>;

/** From one node at a time: the network and the disk of a small machine are full with two. */
const mostCopies = 2;

/** Who gives the next copy: the least busy, of equals the one that has had it longest. Undefined: all are busy. */
export function chooseSource(sources: CopySources): NodeName | undefined {
	let chosen: NodeName | undefined;
	let fewest = mostCopies;
	for (const [node, copies] of sources) {
		if (copies < fewest) {
			chosen = node;
			fewest = copies;
		}
	}

	return chosen;
}

/** Whether a copy failed by the node that it came from, so that another may give what this one could not. */
export function isOfSource({where}: Failure, source: NodeName): boolean {
	return where === source || where.startsWith(`${source} `) || where.startsWith(`${source}:`);
}
