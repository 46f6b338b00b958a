import type {SlurmName} from '../domain/ids.ts';

/** What tells a change of nodes, or a submission, apart from others: the same for the same nodes in any order. */
export function changeKey(cluster: SlurmName, change: unknown, ids: readonly string[]): string {
	return JSON.stringify([cluster, change, ids.toSorted()]);
}
