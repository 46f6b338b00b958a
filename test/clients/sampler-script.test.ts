import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {createProcProbe} from '../../source/clients/proc-probe.ts';
import {openSampler, type Sampler} from '../../source/clients/sampler.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {succeeded} from '../../source/domain/result.ts';
import {parseNodeSample} from '../../source/parsers/node-sample.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localFiles} from '../../source/transport/local-files.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {type Argv, installedAwks, pathWith, shellOf} from '../helpers/local-shell.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {shellInside, treeOf} from '../helpers/sampled-tree.ts';
import {silentHttp} from '../helpers/silent-http.ts';

const signal = new AbortController().signal;
const isRoot = process.getuid?.() === 0;
const readers: readonly (readonly [string | undefined])[] = [
	...installedAwks.map(name => [name] as const),
	[undefined],
];
const shells: readonly (readonly [string, Argv, string | undefined])[] = [
	...installedAwks.flatMap(awk => [
		[`dash with ${awk}`, ['/bin/dash'], awk] as const,
		[`bash with ${awk}`, ['/bin/bash'], awk] as const,
	]),
	['dash without an awk', ['/bin/dash'], undefined],
	['bash without an awk', ['/bin/bash'], undefined],
	['busybox', ['/bin/busybox', 'sh'], 'busybox'],
];

describe.runIf(isRoot)('the awks that the sampler meets', () => {
	it('are all here', () => {
		expect(installedAwks).toEqual(expect.arrayContaining(['mawk', 'gawk', 'busybox']));
	});
});

describe.each(shells)('the sampler in %s', (_, argv, awk) => {
	it('tells the same figures as the reader of this machine in the same moment', async () => {
		const sampler = await samplerIn(argv, awk);
		const earlier = figuresOf(await nearSample());
		const far = await sampleOf(sampler);
		const near = await nearSample();
		expect(far.problems).toEqual([]);
		expect(far.bootId).toBe(near.bootId);
		expect(far.memory?.totalBytes).toBe(near.memory?.totalBytes);
		expect(far.memory?.swapTotalBytes).toBe(near.memory?.swapTotalBytes);
		expect(far.cores.map(({core}) => core)).toEqual(near.cores.map(({core}) => core));
		expect(far.disks.map(({device}) => device)).toEqual(near.disks.map(({device}) => device));
		expect(far.interfaces.map(one => one.interface)).toEqual(
			near.interfaces.map(one => one.interface),
		);
		expect(far.temperatures.map(({sensor}) => sensor)).toEqual(
			near.temperatures.map(({sensor}) => sensor),
		);
		const figures = figuresOf(near);
		expect(figures.length).toBeGreaterThan(20);
		// Other tests are at work meanwhile: what they do is seen before or after.
		for (const [index, [name, value]] of figuresOf(far).entries()) {
			const [nearName, later = 0] = figures[index] ?? [];
			const before = earlier[index]?.[1] ?? later;
			const slack = 0.02 * Math.max(before, later) + 200;
			const isBetween =
				value >= Math.min(before, later) - slack && value <= Math.max(before, later) + slack;
			expect([name, isBetween]).toEqual([nearName, true]);
		}
	});

	it('asks again and again, and for files by their paths', async () => {
		const sampler = await samplerIn(argv, awk);
		const first = await sampleOf(sampler);
		const files = ['/proc/sys/kernel/hostname', '/etc/hostname', '/no/such', '/proc/cpuinfo'];
		const texts = expectValue(await sampler.ask(files, signal));
		const second = await sampleOf(sampler);
		const {readFile} = localFiles();
		expect(texts.get('/proc/sys/kernel/hostname')).toBe(
			expectValue(await readFile('/proc/sys/kernel/hostname', 100)),
		);
		expect(texts.get('uname -m')).toMatch(/^\w+\n$/);
		expect(texts.get('/proc/cpuinfo')).toContain('processor');
		expect(texts.has('/no/such')).toBe(false);
		expect(texts.has('/proc/stat')).toBe(false);
		expect(second.uptimeSeconds).toBeGreaterThanOrEqual(first.uptimeSeconds ?? Infinity);
		expect(second.bootId).toBe(first.bootId);
		expect(sampler.kind).toBe(awk === undefined ? 'sh' : 'awk');
	});
});

describe.runIf(isRoot).each(readers)('the sampler with %s on a captured machine', awk => {
	it.each([
		['a server', ['debian-12-x86-vm']],
		['a server with many disks', ['debian-12-x86-vm', 'storage-server']],
		['a Raspberry Pi', ['debian-12-x86-vm', 'raspberry-pi']],
		['one with chips', ['debian-12-x86-vm', 'ryzen-nvme']],
		['one with a zone', ['debian-12-x86-vm', 'acpi-zone']],
		['an old kernel', ['old-kernel']],
	])('sees what the reader of files sees: %s', async (_, fixtures) => {
		const root = treeOf(...fixtures);
		rmSync(join(root, 'proc/net/dev'), {force: true});
		const sampler = await samplerIn(shellInside(root), awk);
		expect(sorted(await sampleOf(sampler))).toEqual(sorted(await nearSample(root)));
	});

	it('finds cards, bonds, cores, zones and the voltage of a Pi, and leaves 1-wire out', async () => {
		const root = treeOf('debian-12-x86-vm');
		const fixed = filesOfDevices(root);
		const sampler = await samplerIn(shellInside(root), awk);
		const sections = expectValue(await sampler.ask(undefined, signal));
		for (const [path, text] of fixed) {
			expect([path, sections.get(path)]).toEqual([path, `${text}\n`]);
		}

		expect([...sections.keys()].filter(path => path.includes('hwmon9'))).toEqual([]);
		expect([...sections.keys()].filter(path => path.includes('card1/'))).toEqual([]);
		expect([...sections.keys()].filter(path => path.endsWith('scaling_cur_freq'))).toHaveLength(16);
	});

	it('reads files of many cores whole, and no more than it needs of long ones', async () => {
		const root = treeOf('debian-12-x86-vm');
		const core = (index: number) => `cpu${index} ${'123456789 '.repeat(10).trim()}\n`;
		const stat = `${core(0).replace('cpu0', 'cpu ')}${Array.from({length: 1024}, (_, index) => core(index)).join('')}`;
		writeFileSync(join(root, 'proc/stat'), `${stat}intr ${'0 '.repeat(50_000)}\nctxt 1\n`);
		writeFileSync(join(root, 'proc/cpuinfo'), 'model name\t: x\n'.repeat(50_000));
		const sampler = await samplerIn(shellInside(root), awk);
		expect((await sampleOf(sampler)).cores).toHaveLength(1024);
		const texts = expectValue(await sampler.ask(['/proc/cpuinfo'], signal));
		expect(texts.get('/proc/cpuinfo')).toBe('model name\t: x\n'.repeat(200));
	});

	it('is not led astray by what files say', async () => {
		const root = treeOf('debian-12-x86-vm');
		const hostile = '.\n=/proc/stat\n@1\n~\nNAME=x\n.\n';
		writeFileSync(join(root, 'etc/os-release'), hostile);
		writeFileSync(join(root, 'etc/end'), 'no newline');
		writeFileSync(join(root, 'etc/nul'), 'a\0b\nc\n');
		writeFileSync(join(root, 'etc/bytes'), 'Br\u00fccke \u0001 \u0001\nx\n');
		const sampler = await samplerIn(shellInside(root), awk);
		const paths = ['/etc/os-release', '/etc/end', '/etc/nul', '/etc/bytes', '/etc'];
		const texts = expectValue(await sampler.ask(paths, signal));
		expect(texts.get('/etc/os-release')).toBe(awk === undefined ? undefined : hostile);
		expect(texts.get('/etc/end')).toBe('no newline\n');
		expect(texts.get('/etc/nul')).toMatch(/^a/);
		expect(texts.get('/etc/bytes')).toBe('Br\u00fccke \u0001 \u0001\nx\n');
		expect(texts.has('/etc')).toBe(false);
		expect((await sampleOf(sampler)).memory).toBeDefined();
	});

	it('goes on when a sensor fails that it could read before', async () => {
		const root = treeOf('debian-12-x86-vm', 'ryzen-nvme');
		const sampler = await samplerIn(shellInside(root), awk);
		expect((await sampleOf(sampler)).temperatures).toHaveLength(4);
		rmSync(join(root, 'sys/class/hwmon/hwmon0/temp1_input'));
		// Reading a folder fails as a sensor does whose device is off: after it was opened.
		mkdirSync(join(root, 'sys/class/hwmon/hwmon0/temp1_input'));
		expect((await sampleOf(sampler)).temperatures).toHaveLength(3);
		expect((await sampleOf(sampler)).cores).not.toHaveLength(0);
	});

	it('says so where there is no /proc', async () => {
		const open = shellOf(shellInside(treeOf()), {PATH: pathWith(awk)});
		expect(await openSampler(open, parts)).toMatchObject({
			ok: false,
			failure: {kind: 'unsupported', where: 'pi-1', reason: expect.stringContaining('Linux')},
		});
	});
});

const parts = {clock: systemClock, signal, deadlineMs: 20_000, where: 'pi-1'};

async function samplerIn(argv: Argv, awk: string | undefined): Promise<Sampler> {
	const sampler = expectValue(await openSampler(shellOf(argv, {PATH: pathWith(awk)}), parts));
	onTestFinished(() => sampler.close());
	return sampler;
}

async function sampleOf(sampler: Sampler): Promise<NodeSample> {
	return parseNodeSample(expectValue(await sampler.ask(undefined, signal)));
}

async function nearSample(root = ''): Promise<NodeSample> {
	const filesystems = {readFilesystems: async () => succeeded([]), close: () => undefined};
	const probe = createProcProbe({
		...{files: localFiles(root), clock: systemClock, filesystems},
		openHttp: silentHttp,
		serveHttp: () => expect.unreachable(),
		openShell: localShell(systemClock),
		architecture: undefined,
	});
	return expectValue(await probe.readSample(signal));
}

/** Every number of a sample with its place. */
function figuresOf(sample: NodeSample): readonly (readonly [string, number])[] {
	const {uptimeSeconds, cpu, load, memory, paging, disks, interfaces, pressure} = sample;
	const found: [string, number][] = [];
	const walk = (value: unknown, path: string): void => {
		if (typeof value === 'number') {
			found.push([path, value]);
		} else if (typeof value === 'object' && value !== null) {
			for (const [key, inner] of Object.entries(value)) {
				walk(inner, `${path}.${key}`);
			}
		}
	};
	walk({uptimeSeconds, cpu, memory, paging, disks, interfaces, pressure, load}, '');
	// What is free and what hangs in the air of a busy machine moves by itself.
	return found.filter(([path]) => !/available|shared|inFlight|load/i.test(path));
}

function sorted(sample: NodeSample): NodeSample {
	const temperatures = [...sample.temperatures].sort((one, other) =>
		one.sensor.localeCompare(other.sensor),
	);
	return {...sample, temperatures};
}

/** Devices as sysfs lays them out (docs.kernel.org), with figures of no machine. What must be seen is given back. */
function filesOfDevices(root: string): ReadonlyMap<string, string> {
	const seen = new Map([
		['/sys/class/drm/card0/device/vendor', '0x1002'],
		['/sys/class/drm/card0/device/device', '0x73bf'],
		['/sys/class/drm/card0/device/gpu_busy_percent', '42'],
		['/sys/class/drm/card0/device/mem_info_vram_used', '1000'],
		['/sys/class/drm/card0/device/mem_info_vram_total', '2000'],
		['/sys/class/drm/card0/device/hwmon/hwmon3/power1_average', '150000000'],
		['/sys/class/drm/card0/device/hwmon/hwmon3/power1_cap', '250000000'],
		['/sys/class/drm/card0/device/hwmon/hwmon3/temp1_input', '61000'],
		['/sys/class/hwmon/hwmon1/name', 'rpi_volt'],
		['/sys/class/hwmon/hwmon1/in0_lcrit_alarm', '1'],
		['/sys/class/hwmon/hwmon2/device/name', 'old'],
		['/sys/class/hwmon/hwmon2/device/temp1_input', '40000'],
		['/sys/class/net/bond0/bonding/slaves', 'eth0 eth1'],
		['/sys/class/thermal/thermal_zone0/type', 'cpu-thermal'],
		['/sys/class/thermal/thermal_zone0/temp', '48312'],
	]);
	const hidden = new Map([
		['/sys/class/drm/card1/device/vendor', '0x8086'],
		['/sys/class/drm/card1/device/gpu_busy_percent', '1'],
		['/sys/class/hwmon/hwmon9/name', 'w1_slave_temp'],
		['/sys/class/hwmon/hwmon9/temp1_input', '21000'],
	]);
	const clocks = Array.from({length: 40}, (_, index) => {
		const folder = `/sys/devices/system/cpu/cpufreq/policy${index}`;
		return [`${folder}/scaling_cur_freq`, '1500000'] as const;
	});
	for (const [path, text] of [...seen, ...hidden, ...clocks]) {
		mkdirSync(join(root, path, '..'), {recursive: true});
		writeFileSync(join(root, path), `${text}\n`);
	}

	return seen;
}
