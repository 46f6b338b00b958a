import {expect, it} from 'vitest';
import {nodeFigures} from '../../source/rules/node-figures.ts';
import {aDisk, anInterface, aSample, ticks} from '../helpers/node-builders.ts';

const pollIntervalMs = 2000;

it('a busy share leaves idle and iowait out', () => {
	const before = aSample({uptimeSeconds: 10, cpu: ticks({user: 100, idle: 100, iowait: 0})});
	const after = aSample({
		uptimeSeconds: 12,
		cpu: ticks({user: 130, system: 20, idle: 130, iowait: 20}),
	});
	const {cpu} = nodeFigures(before, after, pollIntervalMs);
	expect(cpu.loadFraction).toBe(0.5);
	expect(cpu.iowaitFraction).toBe(0.2);
});

it('a first sample has readings but no rates', () => {
	const sample = aSample({disks: [aDisk()], interfaces: [anInterface()]});
	const figures = nodeFigures(undefined, sample, pollIntervalMs);
	expect(figures.cpu.loadFraction).toBeUndefined();
	expect(figures.cpu.load1).toBe(0.1);
	expect(figures.memory?.usedBytes).toBe(2e9);
	expect(figures.disks[0]?.readBytesPerSecond).toBeUndefined();
	expect(figures.network[0]?.rxBytesPerSecond).toBeUndefined();
});

it('rates come from the node’s own clock, whenever the answers arrived', () => {
	const before = aSample({uptimeSeconds: 100, interfaces: [anInterface({rxBytes: 1000})]});
	const after = aSample({uptimeSeconds: 104, interfaces: [anInterface({rxBytes: 5000})]});
	expect(nodeFigures(before, after, pollIntervalMs).network[0]?.rxBytesPerSecond).toBe(1000);
});

it('a node whose counter went backwards shows no rate for it and keeps the others', () => {
	const before = aSample({
		uptimeSeconds: 10,
		interfaces: [anInterface({rxBytes: 5000, txBytes: 100})],
	});
	const after = aSample({
		uptimeSeconds: 12,
		interfaces: [anInterface({rxBytes: 20, txBytes: 300})],
	});
	const [network] = nodeFigures(before, after, pollIntervalMs).network;
	expect(network?.rxBytesPerSecond).toBeUndefined();
	expect(network?.txBytesPerSecond).toBe(100);
});

it.each([
	['rebooted in between', {uptimeSeconds: 12, bootId: 'boot-2'}],
	['was asleep for long', {uptimeSeconds: 10 + 5 * 2 + 1}],
	['stood still', {uptimeSeconds: 10}],
	['was read twice within its clock’s resolution', {uptimeSeconds: 10.1}],
	['has a clock that went back', {uptimeSeconds: 5}],
	['has lost its clock', {uptimeSeconds: undefined}],
])('a node that %s shows a gap, not a zero', (_, second) => {
	const busy = {cpu: ticks({user: 500}), interfaces: [anInterface({rxBytes: 9000})]};
	const before = aSample({uptimeSeconds: 10, interfaces: [anInterface()]});
	const figures = nodeFigures(before, aSample({...busy, ...second}), pollIntervalMs);
	expect(figures.cpu.loadFraction).toBeUndefined();
	expect(figures.network[0]?.rxBytesPerSecond).toBeUndefined();
	expect(figures.memory?.usedBytes).toBe(2e9);
});

it('an idle or iowait count that steps back a little counts as nothing', () => {
	const before = aSample({uptimeSeconds: 10, cpu: ticks({user: 0, idle: 100, iowait: 50})});
	const after = aSample({uptimeSeconds: 12, cpu: ticks({user: 50, idle: 150, iowait: 48})});
	const {cpu} = nodeFigures(before, after, pollIntervalMs);
	expect(cpu.loadFraction).toBe(0.5);
	expect(cpu.iowaitFraction).toBe(0);
});

it('a core that came online has no rate until its second sample', () => {
	const before = aSample({uptimeSeconds: 10, cores: [{core: 0, ticks: ticks({idle: 0})}]});
	const after = aSample({
		uptimeSeconds: 12,
		cores: [
			{core: 1, ticks: ticks({user: 7})},
			{core: 0, ticks: ticks({user: 50, idle: 150})},
		],
	});
	expect(nodeFigures(before, after, pollIntervalMs).cpu.perCore).toEqual([0.25, undefined]);
});

it('disk time columns that wrapped at 32 bits go on, a replaced disk does not', () => {
	const disks = [aDisk({busyMs: 2 ** 32 - 500, readsCompleted: 10, readingMs: 2 ** 32 - 100})];
	const before = aSample({uptimeSeconds: 10, disks});
	const wrapped = aDisk({busyMs: 500, readsCompleted: 20, readingMs: 100});
	const after = aSample({uptimeSeconds: 12, disks: [wrapped]});
	const [disk] = nodeFigures(before, after, pollIntervalMs).disks;
	expect(disk?.busyFraction).toBe(0.5);
	expect(disk?.awaitMs).toBe(20);

	const worn = aSample({uptimeSeconds: 10, disks: [aDisk({busyMs: 90_000, readsCompleted: 10})]});
	const fresh = aSample({uptimeSeconds: 12, disks: [aDisk({busyMs: 500, readsCompleted: 2})]});
	const [replaced] = nodeFigures(worn, fresh, pollIntervalMs).disks;
	expect(replaced?.busyFraction).toBeUndefined();
	expect(replaced?.awaitMs).toBeUndefined();
});

it('a disk without finished requests has no waiting time', () => {
	const before = aSample({uptimeSeconds: 10, disks: [aDisk()]});
	const after = aSample({uptimeSeconds: 12, disks: [aDisk({busyMs: 2000, weightedMs: 4000})]});
	const [disk] = nodeFigures(before, after, pollIntervalMs).disks;
	expect(disk?.awaitMs).toBeUndefined();
	expect(disk?.busyFraction).toBe(1);
	expect(disk?.queueLength).toBe(2);
});

it('sectors are 512 bytes', () => {
	const before = aSample({uptimeSeconds: 10, disks: [aDisk()]});
	const after = aSample({uptimeSeconds: 12, disks: [aDisk({sectorsRead: 2000})]});
	expect(nodeFigures(before, after, pollIntervalMs).disks[0]?.readBytesPerSecond).toBe(512_000);
});

it('swapped pages are as large as the node’s pages are', () => {
	const paging = {sharedPages: 1000, majorFaults: 0, oomKills: 0};
	const memory = {
		totalBytes: 8e9,
		availableBytes: 6e9,
		sharedBytes: 16_384 * 1010,
		swapTotalBytes: 1e9,
		swapFreeBytes: 4e8,
	};
	const before = aSample({
		uptimeSeconds: 10,
		memory,
		paging: {...paging, swapInPages: 0, swapOutPages: 0},
	});
	const after = aSample({
		uptimeSeconds: 12,
		memory,
		paging: {...paging, swapInPages: 4, swapOutPages: 2},
	});
	const figures = nodeFigures(before, after, pollIntervalMs).memory;
	expect(figures?.swapBytesPerSecond).toBe((6 * 16_384) / 2);
	expect(figures?.swapUsedBytes).toBe(6e8);
});

it('pressure is the share of the time between the samples', () => {
	const totals = (someMicroseconds: number) => ({someMicroseconds, fullMicroseconds: undefined});
	const none = {io: undefined, memory: undefined};
	const before = aSample({uptimeSeconds: 10, pressure: {cpu: totals(1000), ...none}});
	const after = aSample({uptimeSeconds: 12, pressure: {cpu: totals(501_000), ...none}});
	const {pressure} = nodeFigures(before, after, pollIntervalMs);
	expect(pressure.cpuSomeFraction).toBe(0.25);
	expect(pressure.ioSomeFraction).toBeUndefined();
});

it('a rate may span five intervals, as after four missed polls', () => {
	const before = aSample({uptimeSeconds: 10, interfaces: [anInterface()]});
	const after = aSample({uptimeSeconds: 20, interfaces: [anInterface({rxBytes: 500})]});
	expect(nodeFigures(before, after, pollIntervalMs).network[0]?.rxBytesPerSecond).toBe(50);
});

it('each kind of pressure is its own', () => {
	const totals = (step: number) => ({
		cpu: {someMicroseconds: 100_000 * step, fullMicroseconds: undefined},
		io: {someMicroseconds: 400_000 * step, fullMicroseconds: 200_000 * step},
		memory: {someMicroseconds: 800_000 * step, fullMicroseconds: 600_000 * step},
	});
	const before = aSample({uptimeSeconds: 10, pressure: totals(0)});
	const after = aSample({uptimeSeconds: 12, pressure: totals(1)});
	expect(nodeFigures(before, after, pollIntervalMs).pressure).toEqual({
		cpuSomeFraction: 0.05,
		ioSomeFraction: 0.2,
		ioFullFraction: 0.1,
		memorySomeFraction: 0.4,
		memoryFullFraction: 0.3,
	});
});

it('errors and drops, both ways, are the faults of a link', () => {
	const faulty = anInterface({rxErrors: 1, rxDropped: 2, txErrors: 4, txDropped: 8, rxPackets: 99});
	const before = aSample({uptimeSeconds: 10, interfaces: [anInterface()]});
	const after = aSample({uptimeSeconds: 12, interfaces: [faulty]});
	expect(nodeFigures(before, after, pollIntervalMs).network[0]?.faultsPerSecond).toBe(7.5);
});

it('devices and links are compared with themselves, in whatever order they come', () => {
	const named = (scale: number, names: readonly string[]) => ({
		disks: names.map(device => aDisk({device, sectorsRead: Number(device.at(-1)) * scale})),
		interfaces: names.map(name =>
			anInterface({interface: name, rxBytes: Number(name.at(-1)) * scale}),
		),
	});
	const before = aSample({uptimeSeconds: 10, ...named(10, ['x1', 'x2'])});
	const after = aSample({uptimeSeconds: 12, ...named(30, ['x2', 'x1'])});
	const {disks, network} = nodeFigures(before, after, pollIntervalMs);
	expect(disks.map(disk => disk.readBytesPerSecond)).toEqual([20 * 512, 10 * 512]);
	expect(network.map(link => link.rxBytesPerSecond)).toEqual([20, 10]);
});
