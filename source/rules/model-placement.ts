import type {NodeName} from '../domain/ids.ts';

/** So many more nodes should have a model. */
export type Demand = {
	readonly model: string;
	readonly count: number;
	/** What one takes of a disk; 0: not known. */
	readonly sizeBytes: number;
	/** Where it may go. */
	readonly candidates: readonly Candidate[];
	/** False: as many as there is room for. */
	readonly isRequired: boolean;
};

export type Candidate = {
	readonly node: NodeName;
	/** The smaller the better: another one of the name is replaced, it fits, it fits only slowly. */
	readonly rank: number;
	/** Of memory, once the model is loaded; undefined: not known. */
	readonly headroomBytes: number | undefined;
	readonly needsBytes: number;
};

/** By model. */
export type Placement = ReadonlyMap<string, readonly NodeName[]>;

type FreeDisk = ReadonlyMap<NodeName, number | undefined>;

/** More are not tried out: what the first try does not find is told as missing. */
const mostPlaced = 64;
const mostTries = 20_000;

/**
 * Where models go: each to the nodes with the most memory, and then disk, left. Where so not all find a place, on racks of
 * a size that people look through, all other ways are tried before one is left out.
 */
export function placeModels(demands: readonly Demand[], disk: FreeDisk): Placement {
	const required = demands.filter(({isRequired}) => isRequired).toSorted(hardestFirst);
	const others = demands.filter(({isRequired}) => !isRequired);
	const first = filled(required, new Map(), disk);
	const isWhole = required.every(({model, count}) => first.get(model)?.length === count);
	const placed = isWhole ? first : (searched(required, disk) ?? first);
	return filled(others, placed, leftOf(disk, required, placed));
}

function hardestFirst(one: Demand, other: Demand): number {
	return slackOf(one) - slackOf(other) || other.sizeBytes - one.sizeBytes;
}

function slackOf({candidates, count}: Demand): number {
	return candidates.length - count;
}

/** One demand after the other, the best nodes first. */
function filled(demands: readonly Demand[], before: Placement, disk: FreeDisk): Placement {
	const placed = new Map(before);
	const left = new Map(disk);
	const taken = new Map<NodeName, number>();
	for (const {model, count, sizeBytes, candidates} of demands) {
		const nodes = inOrder(candidates, left, taken)
			.filter(({node}) => hasRoom(left, node, sizeBytes))
			.slice(0, count);
		placed.set(
			model,
			nodes.map(({node}) => node),
		);
		for (const {node, needsBytes} of nodes) {
			take(left, node, sizeBytes);
			taken.set(node, (taken.get(node) ?? 0) + needsBytes);
		}
	}

	return placed;
}

function inOrder(
	candidates: readonly Candidate[],
	left: FreeDisk,
	taken: ReadonlyMap<NodeName, number>,
): readonly Candidate[] {
	const unknown = Number.NEGATIVE_INFINITY;
	const memory = ({node, headroomBytes = unknown}: Candidate): number =>
		headroomBytes - (taken.get(node) ?? 0);
	const disk = ({node}: Candidate): number => left.get(node) ?? unknown;
	return candidates.toSorted(
		(one, other) =>
			one.rank - other.rank ||
			descending(memory(one), memory(other)) ||
			descending(disk(one), disk(other)) ||
			(one.node < other.node ? -1 : 1),
	);
}

/** Also of two that are both infinite. */
function descending(one: number, other: number): number {
	return one === other ? 0 : other - one;
}

/** A placement of all, found by trying; undefined: there is none, or it was not found in time. */
function searched(demands: readonly Demand[], disk: FreeDisk): Placement | undefined {
	const wanted = demands.reduce((sum, {count}) => sum + count, 0);
	if (wanted > mostPlaced) {
		return undefined;
	}

	const search: Search = {
		demands: demands.map(demand => ({
			...demand,
			candidates: inOrder(demand.candidates, disk, new Map()),
		})),
		left: new Map(disk),
		placed: demands.map(() => []),
		tries: 0,
	};
	return findsRest(search, {demand: 0, candidate: 0})
		? new Map(demands.map(({model}, index) => [model, search.placed[index] ?? []]))
		: undefined;
}

type Search = {
	readonly demands: readonly Demand[];
	readonly left: Map<NodeName, number | undefined>;
	/** By demand, so far. */
	readonly placed: readonly NodeName[][];
	tries: number;
};

/** Whether all demands from this one on find a place, this one beside what it has from its candidates from there on. */
function findsRest(
	search: Search,
	at: {readonly demand: number; readonly candidate: number},
): boolean {
	const {demands, left, placed} = search;
	const demand = demands[at.demand];
	const nodes = placed[at.demand];
	if (demand === undefined || nodes === undefined) {
		return true;
	}

	if (nodes.length === demand.count) {
		return findsRest(search, {demand: at.demand + 1, candidate: 0});
	}

	return demand.candidates.slice(at.candidate).some(({node}, offset) => {
		if (search.tries >= mostTries || !hasRoom(left, node, demand.sizeBytes)) {
			return false;
		}

		search.tries += 1;
		take(left, node, demand.sizeBytes);
		nodes.push(node);
		if (findsRest(search, {...at, candidate: at.candidate + offset + 1})) {
			return true;
		}

		nodes.pop();
		take(left, node, -demand.sizeBytes);
		return false;
	});
}

/** What of the disks is free once all is placed. */
export function leftOf(
	disk: FreeDisk,
	demands: readonly Demand[],
	placed: Placement,
): Map<NodeName, number | undefined> {
	const left = new Map(disk);
	for (const {model, sizeBytes} of demands) {
		for (const node of placed.get(model) ?? []) {
			take(left, node, sizeBytes);
		}
	}

	return left;
}

function hasRoom(left: FreeDisk, node: NodeName, sizeBytes: number): boolean {
	const free = left.get(node);
	return free === undefined || sizeBytes <= free;
}

function take(left: Map<NodeName, number | undefined>, node: NodeName, sizeBytes: number): void {
	const free = left.get(node);
	left.set(node, free === undefined ? undefined : free - sizeBytes);
}
