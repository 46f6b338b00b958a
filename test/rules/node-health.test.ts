import {expect, it} from 'vitest';
import type {Filesystem} from '../../source/domain/node-facts.ts';
import {healthReasons} from '../../source/rules/node-health.ts';
import {nodeTemperature} from '../../source/rules/node-temperature.ts';
import {aConfig, aGpu, figuresOf} from '../helpers/node-builders.ts';

const {thresholds} = aConfig();

function aFilesystem(usedBytes: number, availableBytes: number, mount = '/'): Filesystem {
	const totalBytes = usedBytes + availableBytes + 5;
	return {
		state: 'measured',
		mount,
		device: '/dev/sda1',
		type: 'ext4',
		totalBytes,
		usedBytes,
		availableBytes,
	};
}

it('a node at full load of cpu and gpu is healthy', () => {
	const figures = figuresOf({
		cpu: {loadFraction: 1},
		gpus: [aGpu({utilizationFraction: 1})],
	});
	expect(healthReasons(figures, [], thresholds)).toEqual([]);
});

it('exactly the limit is not over it', () => {
	expect(healthReasons(figuresOf({memory: {usedBytes: 80}}), [], thresholds)).toEqual([]);
});

it('exactly the second limit is a warning still', () => {
	const reasons = healthReasons(figuresOf({memory: {usedBytes: 92}}), [], thresholds);
	expect(reasons).toMatchObject([{severity: 'warning', value: 0.92, limit: 0.8}]);
});

it('a memory of no size is not full', () => {
	const figures = figuresOf({memory: {totalBytes: 0, usedBytes: 5}});
	expect(healthReasons(figures, [], thresholds)).toEqual([]);
});

it('over the first threshold is a warning, over the second critical, and critical comes first', () => {
	const figures = figuresOf({
		memory: {usedBytes: 81},
		temperatures: [{sensor: 'cpu_thermal', celsius: 84}],
	});
	expect(healthReasons(figures, [aFilesystem(90, 10, '/data')], thresholds)).toEqual([
		{measure: 'temperature', severity: 'critical', value: 84, limit: 83, subject: 'cpu_thermal'},
		{measure: 'memory', severity: 'warning', value: 0.81, limit: 0.8, subject: undefined},
		{measure: 'disk', severity: 'warning', value: 0.9, limit: 0.85, subject: '/data'},
	]);
});

it('what is unknown is no reason', () => {
	const figures = figuresOf({memory: {usedBytes: undefined}});
	expect(healthReasons(figures, [], thresholds)).toEqual([]);
	expect(healthReasons(undefined, [], thresholds)).toEqual([]);
});

it('a mount that does not answer is a warning', () => {
	const silent: Filesystem = {
		state: 'silent',
		mount: '/nfs',
		device: 'a:/b',
		type: 'nfs4',
		waitedMs: 9,
	};
	expect(healthReasons(figuresOf(), [silent], thresholds)).toEqual([
		{measure: 'mount', severity: 'warning', subject: '/nfs'},
	]);
});

it('a filesystem is as full as df says: the reserve of root does not count', () => {
	expect(healthReasons(figuresOf(), [aFilesystem(86, 14)], thresholds)).toMatchObject([
		{value: 0.86},
	]);
	expect(healthReasons(figuresOf(), [aFilesystem(0, 0)], thresholds)).toEqual([]);
});

it('the processor speaks for a node’s temperature, a hot drive does not', () => {
	const drive = {sensor: 'nvme Composite', celsius: 79};
	const core = {sensor: 'coretemp Package id 0', celsius: 55};
	expect(nodeTemperature([drive, core])).toEqual(core);
	expect(nodeTemperature([drive])).toEqual(drive);
	expect(nodeTemperature([])).toBeUndefined();
});
