import type {DiskFigures} from '../domain/node-figures.ts';
import type {DiskCounters} from '../domain/node-sample.ts';
import {fractionOf, type Interval, rateOf, wrappingGrowth} from './counter-rate.ts';

/** /proc/diskstats counts in these, whatever the device's own sector size. */
const sectorBytes = 512;
/** The most requests in flight that a device is believed to hold: bounds how far a time column can have run. */
const deepestQueue = 4096;

/** Without an interval (first sample, gap) or without an earlier sample of the device every rate is undefined. */
export function diskFigures(
	before: DiskCounters | undefined,
	after: DiskCounters,
	interval: Interval | undefined,
): DiskFigures {
	if (before === undefined || interval === undefined) {
		return unknownFigures(after.device);
	}

	const elapsedMs = interval.seconds * 1000;
	const longestMs = elapsedMs * deepestQueue;
	const weightedMs = wrappingGrowth(before.weightedMs, after.weightedMs, longestMs);
	const busyMs = wrappingGrowth(before.busyMs, after.busyMs, longestMs);
	return {
		device: after.device,
		readBytesPerSecond: bytesPerSecond(before.sectorsRead, after.sectorsRead, interval),
		writeBytesPerSecond: bytesPerSecond(before.sectorsWritten, after.sectorsWritten, interval),
		readsPerSecond: rateOf(before.readsCompleted, after.readsCompleted, interval),
		writesPerSecond: rateOf(before.writesCompleted, after.writesCompleted, interval),
		busyFraction: fractionOf(busyMs, elapsedMs),
		awaitMs: meanWaitMs(before, after, longestMs),
		queueLength: weightedMs === undefined ? undefined : weightedMs / elapsedMs,
	};
}

function unknownFigures(device: string): DiskFigures {
	return {
		device,
		readBytesPerSecond: undefined,
		writeBytesPerSecond: undefined,
		readsPerSecond: undefined,
		writesPerSecond: undefined,
		busyFraction: undefined,
		awaitMs: undefined,
		queueLength: undefined,
	};
}

function bytesPerSecond(before: number, after: number, interval: Interval): number | undefined {
	const sectors = rateOf(before, after, interval);
	return sectors === undefined ? undefined : sectors * sectorBytes;
}

function meanWaitMs(
	before: DiskCounters,
	after: DiskCounters,
	longestMs: number,
): number | undefined {
	const finished =
		after.readsCompleted - before.readsCompleted + after.writesCompleted - before.writesCompleted;
	const readingMs = wrappingGrowth(before.readingMs, after.readingMs, longestMs);
	const writingMs = wrappingGrowth(before.writingMs, after.writingMs, longestMs);
	return finished <= 0 || readingMs === undefined || writingMs === undefined
		? undefined
		: (readingMs + writingMs) / finished;
}
