import {describe, expect, it} from 'vitest';
import type {DiskFigures, NodeFigures} from '../../source/domain/node-figures.ts';
import {ioVerdict} from '../../source/rules/io-verdict.ts';
import {figuresOf} from '../helpers/node-builders.ts';

function aDisk(parts: Partial<DiskFigures> = {}): DiskFigures {
	return {
		device: 'sda',
		readBytesPerSecond: 0,
		writeBytesPerSecond: 0,
		readsPerSecond: 0,
		writesPerSecond: 0,
		busyFraction: 0.95,
		awaitMs: 80,
		queueLength: 9,
		...parts,
	};
}

function stalled(ioSomeFraction: number, ioFullFraction: number | undefined = 0): NodeFigures {
	return figuresOf({pressure: {ioSomeFraction, ioFullFraction}});
}

function unpressed(iowaitFraction: number, disks: readonly DiskFigures[] = []): NodeFigures {
	return figuresOf({cpu: {iowaitFraction}, disks, pressure: {ioSomeFraction: undefined}});
}

describe('disks become the bottleneck', () => {
	it.each<readonly [string, NodeFigures, boolean]>([
		['when some task stalls for more than a quarter of the time', stalled(0.26), true],
		['not at a quarter', stalled(0.25), false],
		['when all tasks stall for more than a tenth', stalled(0.2, 0.11), true],
		['not at a tenth', stalled(0.2, 0.1), false],
		['by iowait where there are no pressure figures', unpressed(0.15), true],
		['not below 15% of iowait', unpressed(0.14), false],
		['by a busy disk with a long queue', unpressed(0, [aDisk({awaitMs: 1})]), true],
		['by a queue of four', unpressed(0, [aDisk({awaitMs: 1, queueLength: 4})]), true],
		['by a busy disk with long waits', unpressed(0, [aDisk({queueLength: 1})]), true],
		[
			'not by a busy disk that keeps up',
			unpressed(0, [aDisk({awaitMs: 50, queueLength: 3})]),
			false,
		],
		['by a disk at 90%', unpressed(0, [aDisk({busyFraction: 0.9})]), true],
		['not by a disk at 89%', unpressed(0, [aDisk({busyFraction: 0.89})]), false],
		[
			'not by a disk of which nothing is known',
			unpressed(0, [aDisk({busyFraction: undefined})]),
			false,
		],
		[
			'not by iowait where the kernel says that nothing stalls',
			figuresOf({cpu: {iowaitFraction: 1}}),
			false,
		],
	])('%s', (_, figures, isBound) => {
		expect(ioVerdict([figures], false).isBound).toBe(isBound);
	});
});

describe('disks stay the bottleneck', () => {
	it.each<readonly [string, NodeFigures, boolean]>([
		['down to a tenth of stalls', stalled(0.1), true],
		['not below', stalled(0.09), false],
		['down to 7% of iowait', unpressed(0.07), true],
		['not at 6%', unpressed(0.06), false],
		[
			'down to 70% busy, whatever waits',
			unpressed(0, [aDisk({busyFraction: 0.7, awaitMs: 1, queueLength: 0})]),
			true,
		],
		['not at 69%', unpressed(0, [aDisk({busyFraction: 0.69})]), false],
	])('%s', (_, figures, isBound) => {
		expect(ioVerdict([figures], true).isBound).toBe(isBound);
	});
});

it('stalls come with the disks that were busy meanwhile', () => {
	const disks = [
		aDisk({device: 'idle', busyFraction: 0.1}),
		aDisk({device: 'nvme0n1', busyFraction: 0.75, awaitMs: 2, queueLength: 1}),
	];
	const figures = figuresOf({
		disks,
		pressure: {ioSomeFraction: 0.4, ioFullFraction: 0.2},
	});
	expect(ioVerdict([figures, figures], false).evidence).toEqual([
		{kind: 'ioPressure', someFraction: 0.4, fullFraction: 0.2},
		{kind: 'diskSaturated', device: 'nvme0n1', busyFraction: 0.75, awaitMs: 2},
	]);
});
