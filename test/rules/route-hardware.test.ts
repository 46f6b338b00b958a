import {describe, expect, test} from 'vitest';
import type {NodeFacts} from '../../source/domain/node-facts.ts';
import {
	freeVramBytes,
	hardwareOf,
	isSwapping,
	throttlingOf,
} from '../../source/rules/route-hardware.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

const pi: NodeFacts = {
	hostname: 'pi-05',
	os: undefined,
	kernel: undefined,
	architecture: 'aarch64',
	cpuModel: 'Cortex-A76',
	cores: 4,
};
const server = {...pi, architecture: 'x86_64', cpuModel: 'EPYC', cores: 64};
const card = figuresOf({gpus: [aGpu()]});

describe('what a machine is', () => {
	test('one with a card is a gpu, a small arm a board, all else a server', () => {
		expect(hardwareOf(server, card).kind).toBe('gpu');
		expect(hardwareOf(pi, figuresOf()).kind).toBe('board');
		expect(hardwareOf({...pi, cores: 128}, figuresOf()).kind).toBe('server');
		expect(hardwareOf(server, figuresOf()).kind).toBe('server');
		expect(hardwareOf(undefined, figuresOf()).kind).toBeUndefined();
	});

	test('machines are alike that have the same processor and the same cards', () => {
		const {likeness} = hardwareOf(server, card);
		expect(hardwareOf({...server, hostname: 'other'}, card).likeness).toBe(likeness);
		expect(hardwareOf(server, figuresOf({gpus: [aGpu(), aGpu()]})).likeness).not.toBe(likeness);
		expect(hardwareOf(undefined, card).likeness).toBeUndefined();
	});

	test.each([
		[['mmcblk0', 'nvme0n1'], 'nvme'],
		[['mmcblk0', 'sda'], 'disk'],
		[['mmcblk0'], 'card'],
		[['dm-0'], undefined],
	])('of %j its models lie on: %s', (devices, disk) => {
		const disks = devices.map(device => ({
			device,
			...{readBytesPerSecond: 0, writeBytesPerSecond: 0, readsPerSecond: 0},
			...{writesPerSecond: 0, busyFraction: 0, awaitMs: 0, queueLength: 0},
		}));
		expect(hardwareOf(pi, figuresOf({disks})).disk).toBe(disk);
	});
});

describe('what slows it down now', () => {
	const calm = {throttledNow: false, underVoltageNow: false};
	const before = {throttledSinceBoot: true, underVoltageSinceBoot: true};

	test('a Pi that is throttled hard, one without enough voltage softly', () => {
		const throttling = (now: Partial<typeof calm>) =>
			throttlingOf(figuresOf({pi: {...calm, ...before, ...now}}));
		expect(throttling({throttledNow: true})).toBe('hard');
		expect(throttling({underVoltageNow: true})).toBe('soft');
		expect(throttling({})).toBe('none');
	});

	test('a card that is hot softly, one at its power limit not at all', () => {
		const throttling = (throttle: 'thermal' | 'power-cap') =>
			throttlingOf(figuresOf({gpus: [aGpu({throttles: [throttle]})]}));
		expect(throttling('thermal')).toBe('soft');
		expect(throttling('power-cap')).toBe('none');
	});

	test('nobody knows before the first figures', () => {
		expect(throttlingOf(undefined)).toBeUndefined();
		expect(isSwapping(undefined)).toBeUndefined();
	});
});

test('free memory of cards is that of all that tell it', () => {
	const known = aGpu({memoryTotalBytes: 24, memoryUsedBytes: 4});
	expect(freeVramBytes(figuresOf({gpus: [known, known, aGpu()]}))).toBe(40);
	expect(freeVramBytes(figuresOf({gpus: [aGpu()]}))).toBeUndefined();
	expect(freeVramBytes(figuresOf())).toBeUndefined();
});
