import {mostArrays} from '../rules/wanted-questions.ts';
import type {ClusterState} from './clusters-state.ts';

/** Unfolded once, they are drawn at once when they are unfolded again; those that nobody looks at go first. */
export function withTasks(
	{tasks, look}: Pick<ClusterState, 'tasks' | 'look'>,
	array: string,
	told: ClusterState['tasks'][string],
): ClusterState['tasks'] {
	const next = {...tasks, [array]: told};
	const seen = new Set([array, ...look.arrays]);
	// An object has ids in the order of their numbers, whenever they were told.
	const unseen = Object.keys(next).filter(id => !seen.has(id));
	const spare = Object.keys(next).length - mostArrays;
	const gone = new Set(unseen.slice(0, Math.max(0, spare)));
	return gone.size === 0
		? next
		: Object.fromEntries(Object.entries(next).filter(([id]) => !gone.has(id)));
}
