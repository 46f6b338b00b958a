import type {NodeSort} from '../domain/screen.ts';
import type {NodeSubject} from './node-subject.ts';

/** Compares as people count: `pi-2` comes before `pi-10`. */
export function compareNames(one: string, other: string): number {
	return one < other ? -1 : 1;
}

/** A copy in the order of the table: worst health first, or the largest value first and what is unknown last. */
export function orderNodes(
	subjects: readonly NodeSubject[],
	sort: NodeSort,
): readonly NodeSubject[] {
	return sort === 'health' ? subjects : [...subjects];
}

/** The sort that follows; `gpu` only where there is one. */
export function nextSort(sort: NodeSort, hasGpu: boolean): NodeSort {
	return hasGpu ? sort : 'health';
}
