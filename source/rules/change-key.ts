import type {SlurmName} from '../domain/ids.ts';

/** What tells something that a person asked a cluster to change apart from others: the same for the same jobs in any order. */
export function changeKey(cluster: SlurmName, change: unknown, ids: readonly string[]): string {
	return JSON.stringify([cluster, change, ids.toSorted()]);
}
