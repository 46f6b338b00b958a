import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {createRings, ringCapacity} from '../../source/store/rings.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

const node = 'pi-1' as NodeName;

it('fifteen minutes at two seconds are 450 points', () => {
	expect(ringCapacity(2000)).toBe(450);
	expect(ringCapacity(7000)).toBe(129);
});

it('a full ring drops the oldest and reads in order of time', () => {
	const rings = createRings();
	for (let second = 1; second <= 5; second += 1) {
		const figures = figuresOf({cpu: {loadFraction: second / 8}});
		rings.push({node, capacity: 3, atMs: second * 1000, figures});
	}

	expect(rings.read(node, 'cpu')).toEqual([
		{atMs: 3000, value: 0.375, spacingMs: 300_000},
		{atMs: 4000, value: 0.5, spacingMs: 300_000},
		{atMs: 5000, value: 0.625, spacingMs: 300_000},
	]);
});

it('a failed poll and an unknown figure are holes', () => {
	const rings = createRings();
	rings.push({node, capacity: 4, atMs: 1, figures: figuresOf()});
	rings.push({node, capacity: 4, atMs: 2, figures: undefined});
	expect(rings.read(node, 'memory').map(({value}) => value)).toEqual([
		expect.closeTo(0.3),
		undefined,
	]);
	expect(rings.read(node, 'temperature').map(({value}) => value)).toEqual([undefined, undefined]);
});

it('takes the fullest gpu and the sum of the links', () => {
	const rings = createRings();
	const gpus = [aGpu({utilizationFraction: 0.25}), aGpu({index: 1, utilizationFraction: 0.75})];
	const link = {interface: 'eth0', txBytesPerSecond: undefined, faultsPerSecond: 0};
	const network = [
		{...link, rxBytesPerSecond: 100},
		{...link, interface: 'eth1', rxBytesPerSecond: 28},
	];
	rings.push({node, capacity: 4, atMs: 1, figures: figuresOf({gpus, network})});
	expect(rings.read(node, 'gpu')[0]?.value).toBe(0.75);
	expect(rings.read(node, 'rx')[0]?.value).toBe(128);
	expect(rings.read(node, 'tx')[0]?.value).toBeUndefined();
});

const everyTwoSeconds = (count: number) => {
	const rings = createRings();
	for (let index = 0; index < count; index += 1) {
		const figures = index === 200 ? undefined : figuresOf({cpu: {loadFraction: index / 512}});
		rings.push({node, capacity: 450, atMs: index * 2000, figures});
	}

	return rings;
};

it('a trip to a slower interval keeps what was, thinned out', () => {
	const rings = everyTwoSeconds(450);
	const spanOf = () => {
		const points = rings.read(node, 'cpu');
		return [points.length, (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0)];
	};
	rings.resize(node, ringCapacity(5000));
	expect(spanOf()).toEqual([180, 896_000]);
	expect(rings.read(node, 'cpu').every(({value}) => value !== undefined)).toBe(true);
	rings.resize(node, ringCapacity(60_000));
	expect(spanOf()).toEqual([15, 840_000]);
	rings.resize(node, 450);
	expect(spanOf()).toEqual([15, 840_000]);
	expect(rings.read(node, 'cpu').at(-1)).toEqual({
		...{atMs: 898_000, value: expect.closeTo(449 / 512), spacingMs: 60_000},
	});
});

it('each point tells how far apart they were when it was written', () => {
	const rings = everyTwoSeconds(4);
	const push = (second: number, capacity: number): void =>
		rings.push({node, capacity, atMs: second * 1000, figures: figuresOf()});
	const spacings = () => rings.read(node, 'cpu').map(({spacingMs}) => spacingMs);
	rings.resize(node, 15);
	rings.resize(node, 900);
	push(7, 900);
	push(8, 900);
	expect(spacings()).toEqual([2000, 2000, 2000, 2000, 1000, 1000]);
	push(68, 15);
	expect(spacings()).toEqual([2000, 2000, 2000, 2000, 1000, 1000, 60_000]);
	push(128, 4);
	expect(spacings()).toEqual([3500, 1750, 105_000, 225_000]);
});

it('another interval thins the points out, and a node that left is forgotten', () => {
	const rings = createRings();
	const push = (atMs: number, capacity: number): void =>
		rings.push({node, capacity, atMs, figures: figuresOf({cpu: {loadFraction: atMs / 8}})});
	const points = (): readonly (number | undefined)[] =>
		rings.read(node, 'cpu').flatMap(({atMs, value}) => [atMs, value]);
	push(1, 3);
	push(2, 3);
	push(3, 3);
	push(4, 3);
	rings.resize(node, 6);
	push(5, 6);
	expect(points()).toEqual([2, 0.25, 3, 0.375, 4, 0.5, 5, 0.625]);
	push(6, 2);
	expect(points()).toEqual([5, 0.625, 6, 0.75]);
	rings.resize('pi-2' as NodeName, 6);
	expect(rings.read('pi-2' as NodeName, 'cpu')).toEqual([]);
	rings.retain(new Set());
	expect(points()).toEqual([]);
});

it('takes the processor’s temperature and the sums of what disks read and write', () => {
	const rings = createRings();
	const temperatures = [
		{sensor: 'nvme Composite', celsius: 70},
		{sensor: 'cpu_thermal', celsius: 50},
	];
	const disk = {
		device: 'sda',
		readBytesPerSecond: 64,
		writeBytesPerSecond: 16,
		readsPerSecond: 0,
		writesPerSecond: 0,
		busyFraction: 0,
		awaitMs: undefined,
		queueLength: 0,
	};
	const disks = [disk, {...disk, device: 'sdb', writeBytesPerSecond: undefined}];
	const link = {interface: 'eth0', rxBytesPerSecond: 1, txBytesPerSecond: 2, faultsPerSecond: 0};
	const figures = figuresOf({temperatures, disks, network: [link]});
	rings.push({node, capacity: 4, atMs: 1, figures});
	const names = ['temperature', 'diskRead', 'diskWrite', 'rx', 'tx'] as const;
	expect(names.map(name => rings.read(node, name)[0]?.value)).toEqual([50, 128, 16, 1, 2]);
});

it('times keep their precision after weeks', () => {
	const rings = createRings();
	const atMs = 45 * 86_400_000 + 0.5;
	rings.push({node, capacity: 4, atMs, figures: undefined});
	expect(rings.read(node, 'cpu')).toEqual([{atMs, value: undefined, spacingMs: 225_000}]);
});
