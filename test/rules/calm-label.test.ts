import {expect, it} from 'vitest';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {calmLabel} from '../../source/rules/calm-label.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

function diskBusy(busyFraction: number): NodeFigures['disks'][number] {
	return {
		device: 'sda',
		readBytesPerSecond: 0,
		writeBytesPerSecond: 0,
		readsPerSecond: 0,
		writesPerSecond: 0,
		busyFraction,
		awaitMs: undefined,
		queueLength: 0,
	};
}

function link(rxBytesPerSecond: number, txBytesPerSecond: number): NodeFigures['network'][number] {
	return {interface: 'eth0', rxBytesPerSecond, txBytesPerSecond, faultsPerSecond: 0};
}

it.each<readonly [string, NodeFigures, string | undefined]>([
	['a quiet node', figuresOf(), 'idle'],
	['a cpu just below a tenth', figuresOf({cpu: {loadFraction: 0.09}}), 'idle'],
	['a cpu at a tenth', figuresOf({cpu: {loadFraction: 0.1}}), 'underutilized'],
	['a gpu just below 5%', figuresOf({gpus: [aGpu({utilizationFraction: 0.04})]}), 'idle'],
	['a gpu at 5%', figuresOf({gpus: [aGpu({utilizationFraction: 0.05})]}), 'underutilized'],
	['a disk just below 5%', figuresOf({disks: [diskBusy(0), diskBusy(0.04)]}), 'idle'],
	['a disk at 5%', figuresOf({disks: [diskBusy(0), diskBusy(0.05)]}), 'underutilized'],
	['a trickle on the link', figuresOf({network: [link(124_999, 124_999)]}), 'idle'],
	['a node that receives', figuresOf({network: [link(125_000, 0)]}), 'underutilized'],
	['a node that sends', figuresOf({network: [link(0, 125_000)]}), 'underutilized'],
	['a cpu just below half', figuresOf({cpu: {loadFraction: 0.49}}), 'underutilized'],
	['a cpu at half', figuresOf({cpu: {loadFraction: 0.5}}), 'balanced'],
	['a gpu at half', figuresOf({gpus: [aGpu({utilizationFraction: 0.5})]}), 'balanced'],
	['an unknown cpu', figuresOf({cpu: {loadFraction: undefined}}), undefined],
])('%s', (_, figures, name) => {
	expect(calmLabel([figures])?.name).toBe(name);
});

it('says each card’s load, then the cpu’s', () => {
	const gpus = [
		aGpu({utilizationFraction: 0.3, memoryUsedBytes: 20, memoryTotalBytes: 24}),
		aGpu({index: 1, utilizationFraction: 0.04, memoryUsedBytes: 5, memoryTotalBytes: 24}),
		aGpu({index: 2, utilizationFraction: 0.04, memoryUsedBytes: 4, memoryTotalBytes: 24}),
		aGpu({index: 3, utilizationFraction: undefined}),
		aGpu({index: 4, utilizationFraction: 0, memoryUsedBytes: 5, memoryTotalBytes: 0}),
	];
	expect(calmLabel([figuresOf({cpu: {loadFraction: 0.3}, gpus})])?.evidence).toEqual([
		{kind: 'gpuUtilization', index: 0, fraction: 0.3, powerFraction: undefined},
		{kind: 'gpuAllocatedButIdle', index: 1, memoryFraction: 5 / 24},
		{kind: 'gpuUtilization', index: 2, fraction: 0.04, powerFraction: undefined},
		{kind: 'gpuUtilization', index: 4, fraction: 0, powerFraction: undefined},
		{kind: 'cpuLoad', fraction: 0.3},
	]);
});
