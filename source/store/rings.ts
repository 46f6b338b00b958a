/**
 * Fifteen minutes of every node, in fixed typed arrays beside the State: copied into the State they would cost
 * megabytes of garbage a second. `createStore` writes them after each reduction; the State holds their version.
 */
import type {NodeName} from '../domain/ids.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {memoryFraction} from '../rules/memory-figures.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';
import {largestOf} from '../rules/sample-window.ts';
import {sumOf} from './sum-of.ts';

/** What is kept, as fractions, degrees Celsius and bytes a second. */
export const series = [
	'cpu',
	'memory',
	'gpu',
	'temperature',
	'rx',
	'tx',
	'diskRead',
	'diskWrite',
] as const;

export type Series = (typeof series)[number];

/**
 * Oldest first. `atMs` is the monotonic time of a point; a value is undefined where it was not known: a hole. `spacingMs`
 * is how far it stands from the point before where no poll was missed, whatever the interval is by now.
 */
export type HistoryPoint = {
	readonly atMs: number;
	readonly value: number | undefined;
	readonly spacingMs: number;
};

export type Rings = {
	/** Adds one point to every series; without figures it is a hole. */
	readonly push: (entry: RingEntry) => void;
	readonly read: (node: NodeName, name: Series) => readonly HistoryPoint[];
	/** A ring that is there takes another number of points: those it has, thinned out evenly where they are too many. */
	readonly resize: (node: NodeName, capacity: number) => void;
	/** Forgets the nodes that are not named. */
	readonly retain: (nodes: ReadonlySet<NodeName>) => void;
};

export type RingEntry = {
	readonly node: NodeName;
	readonly capacity: number;
	readonly atMs: number;
	readonly figures: NodeFigures | undefined;
};

/** What a ring holds. */
export const historyMs = 15 * 60_000;

/** Points of fifteen minutes. */
export function ringCapacity(pollIntervalMs: number): number {
	return Math.ceil(historyMs / pollIntervalMs);
}

type Ring = {
	readonly times: Float64Array;
	readonly values: Readonly<Record<Series, Float32Array>>;
	/** Oldest first; one for each interval there was, since one for each point costs megabytes on a large rack. */
	readonly paces: readonly Pace[];
	/** Points written since the start; the next goes to this position modulo the capacity. */
	written: number;
};

/** How far apart the points are that were written after a time. */
type Pace = {readonly afterMs: number; readonly spacingMs: number};

export function createRings(): Rings {
	const rings = new Map<NodeName, Ring>();
	const resize = (node: NodeName, capacity: number): void => {
		const known = rings.get(node);
		if (known !== undefined && known.times.length !== capacity) {
			rings.set(node, resized(known, capacity));
		}
	};
	return {
		push({node, capacity, atMs, figures}) {
			resize(node, capacity);
			const ring =
				rings.get(node) ?? emptyRing(capacity, [paceOf(capacity, Number.NEGATIVE_INFINITY)]);
			rings.set(node, ring);
			const position = ring.written % capacity;
			ring.times[position] = atMs;
			for (const name of series) {
				ring.values[name][position] = (figures && read[name](figures)) ?? Number.NaN;
			}

			ring.written += 1;
		},
		read: (node, name) => pointsOf(rings.get(node), name),
		resize,
		retain(nodes) {
			for (const node of rings.keys()) {
				if (!nodes.has(node)) {
					rings.delete(node);
				}
			}
		},
	};
}

function emptyRing(capacity: number, paces: Ring['paces']): Ring {
	const empty = (): Float32Array => new Float32Array(capacity);
	return {
		times: new Float64Array(capacity),
		values: {
			cpu: empty(),
			memory: empty(),
			gpu: empty(),
			temperature: empty(),
			rx: empty(),
			tx: empty(),
			diskRead: empty(),
			diskWrite: empty(),
		},
		paces,
		written: 0,
	};
}

/** As far apart as so many points of fifteen minutes are. */
function paceOf(capacity: number, afterMs: number): Pace {
	return {afterMs, spacingMs: historyMs / capacity};
}

/** Fewer points over the same time: the newest that is known of each few neighbours, so that no trip wipes the past. */
function resized(before: Ring, capacity: number): Ring {
	const positions = positionsOf(before);
	const length = Math.min(positions.length, capacity);
	const neighbours = length === 0 ? 1 : positions.length / length;
	const ring = emptyRing(capacity, pacesAfter(before, {positions, neighbours, capacity}));
	for (let index = 0; index < length; index += 1) {
		const group = positions.slice(
			Math.floor((index * positions.length) / length),
			Math.floor(((index + 1) * positions.length) / length),
		);
		ring.times[index] = before.times[group.at(-1) ?? 0] ?? 0;
		for (const name of series) {
			const values = before.values[name];
			const known = group.findLast(position => !Number.isNaN(values[position] ?? Number.NaN));
			ring.values[name][index] = known === undefined ? Number.NaN : (values[known] ?? Number.NaN);
		}
	}

	ring.written = length;
	return ring;
}

type Thinning = {
	readonly positions: readonly number[];
	readonly neighbours: number;
	readonly capacity: number;
};

/** Those that points are left of, each so many times as far apart, and the new one for those to come. */
function pacesAfter(
	{times, paces}: Ring,
	{positions, neighbours, capacity}: Thinning,
): readonly Pace[] {
	const oldestMs = times[positions[0] ?? 0] ?? 0;
	const lastMs = times[positions.at(-1) ?? 0] ?? 0;
	const left = paces.filter(
		({afterMs}, index) => afterMs < lastMs && (paces[index + 1]?.afterMs ?? lastMs) >= oldestMs,
	);
	return [
		...left.map(({afterMs, spacingMs}) => ({afterMs, spacingMs: spacingMs * neighbours})),
		paceOf(capacity, lastMs),
	];
}

/** Of the points in the arrays, oldest first. */
function positionsOf({times, written}: Ring): readonly number[] {
	const length = Math.min(written, times.length);
	return Array.from({length}, (_, index) => (written - length + index) % times.length);
}

function pointsOf(ring: Ring | undefined, name: Series): readonly HistoryPoint[] {
	if (ring === undefined) {
		return [];
	}

	const {paces, times, values} = ring;
	let pace = 0;
	return positionsOf(ring).map(position => {
		const atMs = times[position] ?? 0;
		while ((paces[pace + 1]?.afterMs ?? Number.POSITIVE_INFINITY) < atMs) {
			pace += 1;
		}

		const value = values[name][position] ?? Number.NaN;
		const spacingMs = paces[pace]?.spacingMs ?? 0;
		return {atMs, value: Number.isNaN(value) ? undefined : value, spacingMs};
	});
}

const read: Readonly<Record<Series, (figures: NodeFigures) => number | undefined>> = {
	cpu: ({cpu}) => cpu.loadFraction,
	memory: ({memory}) => memoryFraction(memory),
	gpu: ({gpus}) => largestOf(gpus.map(gpu => gpu.utilizationFraction)),
	temperature: ({temperatures}) => nodeTemperature(temperatures)?.celsius,
	rx: ({network}) => sumOf(network.map(one => one.rxBytesPerSecond)),
	tx: ({network}) => sumOf(network.map(one => one.txBytesPerSecond)),
	diskRead: ({disks}) => sumOf(disks.map(disk => disk.readBytesPerSecond)),
	diskWrite: ({disks}) => sumOf(disks.map(disk => disk.writeBytesPerSecond)),
};
