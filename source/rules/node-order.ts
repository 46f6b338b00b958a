import type {Health} from '../domain/health.ts';
import type {NodeSort} from '../domain/screen.ts';
import type {NodeSubject} from './node-subject.ts';

const worstFirst: Readonly<Record<Health, number>> = {down: 0, warning: 1, unknown: 2, ok: 3};

const sorts: readonly NodeSort[] = [
	'health',
	'name',
	'cpu',
	'memory',
	'gpu',
	'temperature',
	'disk',
];

/** As people count: `pi-2` comes before `pi-10`. */
export function compareNames(one: string, other: string): number {
	const ones = one.split(/(\d+)/);
	const others = other.split(/(\d+)/);
	for (let part = 0; part < Math.min(ones.length, others.length); part += 1) {
		// Every other part is a number.
		const order =
			part % 2 === 1
				? compare(Number(ones[part]), Number(others[part]))
				: compare(ones[part] ?? '', others[part] ?? '');
		if (order !== 0) {
			return order;
		}
	}

	return compare(one, other);
}

function compare<Value extends number | string>(one: Value, other: Value): number {
	return one === other ? 0 : one < other ? -1 : 1;
}

/**
 * Worst health first, or the largest value first and what is unknown last. Given in the order of their names, subjects
 * that are alike stay in it.
 */
export function orderNodes(
	inNameOrder: readonly NodeSubject[],
	sort: NodeSort,
): readonly NodeSubject[] {
	if (sort === 'name') {
		return inNameOrder;
	}

	const rank = (subject: NodeSubject): number =>
		sort === 'health'
			? worstFirst[subject.health]
			: -(subject.values[sort] ?? Number.NEGATIVE_INFINITY);
	return inNameOrder.toSorted((one, other) => compare(rank(one), rank(other)));
}

/** The sort that follows; that by gpu is passed over where no node has one. */
export function nextSort(sort: NodeSort, hasGpu: boolean): NodeSort {
	const next = sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? 'health';
	return next === 'gpu' && !hasGpu ? nextSort(next, hasGpu) : next;
}
