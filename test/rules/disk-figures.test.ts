import {expect, it} from 'vitest';
import {diskFigures} from '../../source/rules/disk-figures.ts';
import {aDisk} from '../helpers/node-builders.ts';

const interval = {seconds: 2};

it('reads and writes are told apart', () => {
	const before = aDisk({sectorsRead: 8, readsCompleted: 1, readingMs: 10});
	const after = aDisk({
		sectorsRead: 16,
		sectorsWritten: 40,
		readsCompleted: 3,
		writesCompleted: 6,
		readingMs: 20,
		writingMs: 30,
		busyMs: 500,
		weightedMs: 3000,
	});
	expect(diskFigures(before, after, interval)).toEqual({
		device: 'nvme0n1',
		readBytesPerSecond: 2048,
		writeBytesPerSecond: 10_240,
		readsPerSecond: 1,
		writesPerSecond: 3,
		busyFraction: 0.25,
		awaitMs: 5,
		queueLength: 1.5,
	});
});

it('a deep queue may run the time columns past 32 bits faster than the clock', () => {
	const before = aDisk({weightedMs: 2 ** 32 - 1000, writingMs: 2 ** 32 - 1000});
	const after = aDisk({weightedMs: 63_000, writingMs: 63_000, writesCompleted: 64});
	const figures = diskFigures(before, after, interval);
	expect(figures.queueLength).toBe(32);
	expect(figures.awaitMs).toBe(1000);
});

it('a device that was not there before has no rates', () => {
	const unknown = {device: 'nvme0n1', readBytesPerSecond: undefined, awaitMs: undefined};
	expect(diskFigures(undefined, aDisk({sectorsRead: 8}), interval)).toMatchObject(unknown);
	expect(diskFigures(aDisk(), aDisk({sectorsRead: 8}), undefined)).toMatchObject(unknown);
});
