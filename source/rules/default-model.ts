import type {DefaultModel, RouteNode} from '../domain/routing.ts';

/** The one that most nodes have; among those the one that is in memory somewhere, then the first by name. */
export function defaultModel(nodes: readonly RouteNode[]): DefaultModel | undefined {
	const counts = new Map<string, {nodes: number; loaded: number}>();
	for (const {service, installed = [], loaded} of nodes) {
		for (const {name, capabilities} of service.state === 'serving' ? installed : []) {
			if (capabilities?.includes('completion') ?? true) {
				const count = counts.get(name) ?? {nodes: 0, loaded: 0};
				count.nodes += 1;
				count.loaded += loaded.some(one => one.name === name) ? 1 : 0;
				counts.set(name, count);
			}
		}
	}

	const [first] = [...counts].toSorted(
		([name, one], [otherName, other]) =>
			other.nodes - one.nodes || other.loaded - one.loaded || (name < otherName ? -1 : 1),
	);
	return first === undefined
		? undefined
		: {
				model: first[0],
				because: counts.size === 1 ? 'only' : 'mostInstalled',
				nodes: first[1].nodes,
			};
}
