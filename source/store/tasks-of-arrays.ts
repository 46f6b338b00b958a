import type {ClusterState} from './clusters-state.ts';

/** Unfolded once, they are drawn at once when they are unfolded again; the arrays with the lowest ids go first. */
export const mostArrays = 32;

export function withTasks(
	{tasks}: Pick<ClusterState, 'tasks'>,
	array: string,
	told: ClusterState['tasks'][string],
): ClusterState['tasks'] {
	const others = Object.entries(tasks).filter(([id]) => id !== array);
	return Object.fromEntries([...others.slice(1 - mostArrays), [array, told]]);
}
