import {describe, expect, it} from 'vitest';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {memoryVerdict} from '../../source/rules/memory-verdict.ts';
import {figuresOf} from '../helpers/node-builders.ts';

function left(availableBytes: number, swapBytesPerSecond = 0): NodeFigures {
	return figuresOf({memory: {totalBytes: 100, availableBytes, swapBytesPerSecond}});
}

function stalled(memorySomeFraction: number, memoryFullFraction = 0): NodeFigures {
	return figuresOf({pressure: {memorySomeFraction, memoryFullFraction}});
}

const mebibyte = 1_048_576;

describe('memory becomes short', () => {
	it.each<readonly [string, NodeFigures, boolean]>([
		['with less than 8% left', left(7), true],
		['not with 8%', left(8), false],
		['when some task stalls for more than a tenth of the time', stalled(0.11), true],
		['not at a tenth', stalled(0.1), false],
		['when all stall for more than 2%', stalled(0.05, 0.03), true],
		['not at 2%', stalled(0.05, 0.02), false],
		['when it swaps more than a MiB a second with little left', left(19, mebibyte + 1), true],
		['not at a MiB a second', left(19, mebibyte), false],
		['not when it swaps with a fifth left', left(20, 50 * mebibyte), false],
	])('%s', (_, figures, isBound) => {
		expect(memoryVerdict([figures], false).isBound).toBe(isBound);
	});
});

describe('memory stays short', () => {
	it.each<readonly [string, NodeFigures, boolean]>([
		['with less than 12% left', left(11), true],
		['not with 12%', left(12), false],
		['while more than 4% of the time is stalled', stalled(0.05), true],
		['not at 4%', stalled(0.04), false],
		['while it swaps a tenth of a MiB a second', left(19, 104_859), true],
		['not when it swaps less', left(19, 104_858), false],
	])('%s', (_, figures, isBound) => {
		expect(memoryVerdict([figures], true).isBound).toBe(isBound);
	});
});

it('names all that speaks for it', () => {
	const figures = figuresOf({
		memory: {totalBytes: 100, availableBytes: 5, swapBytesPerSecond: 2e6},
		pressure: {memorySomeFraction: 0.3, memoryFullFraction: 0.1},
	});
	expect(memoryVerdict([figures], false).evidence).toEqual([
		{kind: 'memoryAvailable', fraction: 0.05},
		{kind: 'memoryPressure', someFraction: 0.3, fullFraction: 0.1},
		{kind: 'swapping', bytesPerSecond: 2e6},
	]);
});

it('of a node without memory figures nothing is said', () => {
	expect(
		memoryVerdict([figuresOf({memory: {totalBytes: 0, availableBytes: 0}})], false).isBound,
	).toBe(false);
	expect(memoryVerdict([figuresOf({memory: {availableBytes: undefined}})], true).isBound).toBe(
		false,
	);
});

it('a sample without a size does not disturb the others', () => {
	const sizeless = figuresOf({memory: {totalBytes: 0, availableBytes: 0}});
	expect(memoryVerdict([left(5), sizeless, left(5)], false).isBound).toBe(true);
});
