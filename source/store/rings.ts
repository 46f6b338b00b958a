/**
 * Fifteen minutes of every node, in fixed typed arrays beside the State: copied into the State they would cost
 * megabytes of garbage a second. `createStore` writes them after each reduction; the State holds their version.
 */
import type {NodeName} from '../domain/ids.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {largestOf} from '../rules/sample-window.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';

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

/** Oldest first. `atMs` is the monotonic time of a point; a value is undefined where it was not known: a hole. */
export type HistoryPoint = {readonly atMs: number; readonly value: number | undefined};

export type Rings = {
	/** Adds one point to every series; without figures it is a hole. */
	readonly push: (entry: RingEntry) => void;
	readonly read: (node: NodeName, name: Series) => readonly HistoryPoint[];
	/** A ring that is there takes another number of points, the newest of those it has. */
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
	/** Points written since the start; the next goes to this position modulo the capacity. */
	written: number;
};

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
			const ring = rings.get(node) ?? emptyRing(capacity);
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

function emptyRing(capacity: number): Ring {
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
		written: 0,
	};
}

function resized(before: Ring, capacity: number): Ring {
	const ring = emptyRing(capacity);
	const kept = positionsOf(before).slice(-capacity);
	for (const [index, position] of kept.entries()) {
		ring.times[index] = before.times[position] ?? 0;
		for (const name of series) {
			ring.values[name][index] = before.values[name][position] ?? Number.NaN;
		}
	}

	ring.written = kept.length;
	return ring;
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

	return positionsOf(ring).map(position => {
		const value = ring.values[name][position] ?? Number.NaN;
		return {atMs: ring.times[position] ?? 0, value: Number.isNaN(value) ? undefined : value};
	});
}

const read: Readonly<Record<Series, (figures: NodeFigures) => number | undefined>> = {
	cpu: ({cpu}) => cpu.loadFraction,
	memory: ({memory}) =>
		memory?.usedBytes === undefined ? undefined : memory.usedBytes / memory.totalBytes,
	gpu: ({gpus}) => largestOf(gpus.map(gpu => gpu.utilizationFraction)),
	temperature: ({temperatures}) => nodeTemperature(temperatures)?.celsius,
	rx: ({network}) => sumOf(network.map(one => one.rxBytesPerSecond)),
	tx: ({network}) => sumOf(network.map(one => one.txBytesPerSecond)),
	diskRead: ({disks}) => sumOf(disks.map(disk => disk.readBytesPerSecond)),
	diskWrite: ({disks}) => sumOf(disks.map(disk => disk.writeBytesPerSecond)),
};

/** Of the known ones; undefined when none is known. */
function sumOf(values: ReadonlyArray<number | undefined>): number | undefined {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}
