import {expect, it} from 'vitest';
import type {Evidence} from '../../source/domain/label.ts';
import {evidenceText} from '../../source/theme/evidence-text.ts';

it.each<readonly [string, Evidence]>([
	[
		'gpu 1 98% at 92% of its power limit',
		{kind: 'gpuUtilization', index: 1, fraction: 0.98, powerFraction: 0.92},
	],
	['gpu 1 98%', {kind: 'gpuUtilization', index: 1, fraction: 0.98, powerFraction: undefined}],
	['gpu 2 slows its clocks down', {kind: 'gpuThrottled', index: 2}],
	[
		'gpu 3 idle with 80% of its memory held',
		{kind: 'gpuAllocatedButIdle', index: 3, memoryFraction: 0.8},
	],
	['cpu 87%', {kind: 'cpuLoad', fraction: 0.87}],
	['tasks waited for a cpu 30% of the time', {kind: 'cpuPressure', someFraction: 0.3}],
	['one core at 99% feeds a gpu at 40%', {kind: 'singleCore', fraction: 0.99, gpuFraction: 0.4}],
	['the hypervisor took 12%', {kind: 'cpuSteal', fraction: 0.12}],
	['iowait 20%', {kind: 'iowait', fraction: 0.2}],
	[
		'tasks waited for disks 40% of the time',
		{kind: 'ioPressure', someFraction: 0.4, fullFraction: 0.2},
	],
	[
		'sda busy 97%, 80 ms a request',
		{kind: 'diskSaturated', device: 'sda', busyFraction: 0.97, awaitMs: 80},
	],
	['sda busy 97%', {kind: 'diskSaturated', device: 'sda', busyFraction: 0.97, awaitMs: undefined}],
	['5% of memory left', {kind: 'memoryAvailable', fraction: 0.05}],
	[
		'tasks waited for memory 20% of the time',
		{kind: 'memoryPressure', someFraction: 0.2, fullFraction: undefined},
	],
	['swapping 2 MB/s', {kind: 'swapping', bytesPerSecond: 2e6}],
	['1 kill for memory by the kernel', {kind: 'oomKill', count: 1}],
	['2 kills for memory by the kernel', {kind: 'oomKill', count: 2}],
	['under-voltage now', {kind: 'piThrottled', underVoltage: true}],
	['throttled now', {kind: 'piThrottled', underVoltage: false}],
	['84°C', {kind: 'highestTemperature', celsius: 84}],
])('%s', (text, evidence) => {
	expect(evidenceText(evidence)).toBe(text);
});
