import {describe, expect, it} from 'vitest';
import type {Gpu} from '../../source/domain/gpu.ts';
import {gpuVerdict, largestGpuLoad, powerFractionOf} from '../../source/rules/gpu-verdict.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

function isBound(gpu: Partial<Gpu>, wasBound = false): boolean {
	return gpuVerdict([figuresOf({gpus: [aGpu(gpu)]})], wasBound).isBound;
}

describe('a gpu becomes the bottleneck', () => {
	it.each<readonly [string, Partial<Gpu>, boolean]>([
		['at 85% when its power is unknown', {utilizationFraction: 0.85}, true],
		['not at 84%', {utilizationFraction: 0.84}, false],
		['with 60% of its power', {utilizationFraction: 1, powerWatts: 60, powerLimitWatts: 100}, true],
		[
			'not with 59% of its power',
			{utilizationFraction: 1, powerWatts: 59, powerLimitWatts: 100},
			false,
		],
		[
			'with little power and a busy memory',
			{
				utilizationFraction: 1,
				powerWatts: 20,
				powerLimitWatts: 100,
				memoryUtilizationFraction: 0.7,
			},
			true,
		],
		[
			'not with little power and a calm memory',
			{
				utilizationFraction: 1,
				powerWatts: 20,
				powerLimitWatts: 100,
				memoryUtilizationFraction: 0.69,
			},
			false,
		],
		['not when its load is unknown', {utilizationFraction: undefined}, false],
	])('%s', (_, gpu, expected) => {
		expect(isBound(gpu)).toBe(expected);
	});
});

it('a gpu stays the bottleneck down to 70%, whatever power it draws', () => {
	const power = {powerWatts: 10, powerLimitWatts: 100};
	expect(isBound({utilizationFraction: 0.7, ...power}, true)).toBe(true);
	expect(isBound({utilizationFraction: 0.69, ...power}, true)).toBe(false);
});

it('each card is judged by its own figures', () => {
	const gpus = [
		aGpu({index: 0, utilizationFraction: 0.1}),
		aGpu({index: 1, utilizationFraction: 0.9, powerWatts: 90, powerLimitWatts: 100}),
	];
	const window = [figuresOf({gpus}), figuresOf({gpus: gpus.toReversed()})];
	expect(gpuVerdict(window, false).evidence).toEqual([
		{kind: 'gpuUtilization', index: 1, fraction: 0.9, powerFraction: 0.9},
	]);
	expect(largestGpuLoad(figuresOf({gpus}))).toBe(0.9);
	expect(gpuVerdict([figuresOf()], true).isBound).toBe(false);
});

it('a card without a power limit has no share of it', () => {
	expect(powerFractionOf(aGpu({powerWatts: 90, powerLimitWatts: 0}))).toBeUndefined();
	expect(powerFractionOf(aGpu({powerWatts: 90}))).toBeUndefined();
	expect(powerFractionOf(aGpu({powerLimitWatts: 90}))).toBeUndefined();
	expect(powerFractionOf(aGpu({powerWatts: 45, powerLimitWatts: 90}))).toBe(0.5);
});
