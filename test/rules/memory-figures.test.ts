import {expect, it} from 'vitest';
import type {Memory, NodeSample, PagingCounters} from '../../source/domain/node-sample.ts';
import {memoryFigures} from '../../source/rules/memory-figures.ts';
import {aSample} from '../helpers/node-builders.ts';

const memory: Memory = {
	totalBytes: 8e9,
	availableBytes: 6e9,
	sharedBytes: 4096 * 1000,
	swapTotalBytes: 1e9,
	swapFreeBytes: 1e9,
};
const paging: PagingCounters = {
	sharedPages: 1000,
	swapInPages: 0,
	swapOutPages: 0,
	majorFaults: 0,
	oomKills: 3,
};

function reading(parts: Partial<PagingCounters> = {}, of: Partial<Memory> = {}): NodeSample {
	return aSample({memory: {...memory, ...of}, paging: {...paging, ...parts}});
}

function swapRate(sharedBytes: number, sharedPages: number): number | undefined {
	const after = reading({sharedPages, swapInPages: 1, swapOutPages: 1}, {sharedBytes});
	return memoryFigures(reading(), after, {seconds: 2})?.swapBytesPerSecond;
}

it('kills for memory are those between the two samples', () => {
	const after = reading({oomKills: 5, majorFaults: 9});
	expect(memoryFigures(reading(), after, {seconds: 2})?.oomKills).toBe(2);
	expect(memoryFigures(reading(), after, undefined)?.oomKills).toBeUndefined();
	expect(memoryFigures(undefined, after, {seconds: 2})?.oomKills).toBeUndefined();
});

it.each([
	['4 KiB', 4096],
	['16 KiB', 16_384],
	['64 KiB', 65_536],
])('pages of %s are recognised though the two counters are not read at one instant', (_, bytes) => {
	expect(swapRate(bytes * 1020, 1000)).toBe(bytes);
	expect(swapRate(bytes * 980, 1000)).toBe(bytes);
});

it('pages of a size that no machine has tell no rate', () => {
	expect(swapRate(2048 * 1000, 1000)).toBeUndefined();
	expect(swapRate(131_072 * 1000, 1000)).toBeUndefined();
	expect(swapRate(0, 0)).toBeUndefined();
	expect(swapRate(4096, 0)).toBeUndefined();
});

it('what goes in and what goes out both count as swapping', () => {
	const after = reading({swapInPages: 3, swapOutPages: 5});
	expect(memoryFigures(reading(), after, {seconds: 2})?.swapBytesPerSecond).toBe(4 * 4096);
	expect(memoryFigures(reading(), after, undefined)?.swapBytesPerSecond).toBeUndefined();
});

it('more available than there is, as in a container, is nothing used', () => {
	const figures = memoryFigures(undefined, reading({}, {availableBytes: 9e9}), undefined);
	expect(figures?.usedBytes).toBe(0);
	expect(memoryFigures(undefined, aSample({memory: undefined}), undefined)).toBeUndefined();
});
