import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {createProcProbe} from '../../source/clients/proc-probe.ts';
import type {Clock} from '../../source/domain/clock.ts';
import type {NodeFiles} from '../../source/domain/files.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localFiles} from '../../source/transport/local-files.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {fixtureRoot} from '../helpers/node-fixture.ts';
import {silentHttp} from '../helpers/silent-http.ts';

const signal = new AbortController().signal;
const roots: string[] = [];

afterEach(() => {
	for (const root of roots.splice(0)) {
		rmSync(root, {recursive: true});
	}
});

describe('a probe of /proc', () => {
	it('plays a capture through the real reader', async () => {
		const probe = probeOf(localFiles(fixtureRoot('debian-12-x86-vm')));
		expect(await probe.readFacts(signal)).toEqual(
			succeeded({
				hostname: 'node',
				os: 'Debian GNU/Linux 12 (bookworm)',
				kernel: '6.18.44-custom',
				architecture: 'x86_64',
				cpuModel: 'Intel(R) Xeon(R) Processor @ 2.50GHz',
				cores: 2,
			}),
		);
		const sample = await sampleOf(probe);
		expect(sample.problems).toEqual([]);
		expect(sample.disks).toHaveLength(1);
	});

	it.each([
		['raspberry-pi', ['thermal_zone-0'], 1_200_000_000],
		['ryzen-nvme', ['k10temp Tccd1', 'k10temp Tctl', 'nvme Composite', 'nvme Sensor 1'], undefined],
		['acpi-zone', ['acpitz'], undefined],
	])('finds the sensors of %s', async (fixture, sensors, frequencyHz) => {
		const root = copyOf('debian-12-x86-vm', fixture);
		const sample = await sampleOf(probeOf(localFiles(root)));
		expect(sample.temperatures.map(({sensor}) => sensor).sort()).toEqual(sensors);
		expect(sample.frequencyHz).toBe(frequencyHz);
	});

	it('fails only when nothing could be read', async () => {
		const probe = probeOf(localFiles(copyOf()));
		const failure = {ok: false, failure: {kind: 'missing'}};
		expect(await probe.readSample(signal)).toMatchObject(failure);
		expect(await probe.readFacts(signal)).toMatchObject(failure);
	});

	it('goes on without the files that a container hides or that have grown too long', async () => {
		const root = copyOf('debian-12-x86-vm');
		rmSync(join(root, 'proc/pressure'), {recursive: true});
		rmSync(join(root, 'proc/diskstats'));
		mkdirSync(join(root, 'proc/diskstats'));
		writeFileSync(join(root, 'proc/net/dev'), 'x'.repeat(2_000_000));
		const sample = await sampleOf(probeOf(localFiles(root)));
		expect(sample.pressure.io).toBeUndefined();
		expect([sample.disks, sample.interfaces, sample.problems]).toEqual([[], [], []]);
		expect(sample.cpu).toBeDefined();
	});

	it('looks for sensors again when one has vanished, and finds what took its place', async () => {
		const root = copyOf('debian-12-x86-vm', 'ryzen-nvme');
		const clock = createFastClock(10_000);
		const probe = probeOf(localFiles(root), clock);
		expect((await sampleOf(probe)).temperatures).toHaveLength(4);
		rmSync(join(root, 'sys/class/hwmon/hwmon0'), {recursive: true});
		cpSync(join(fixtureRoot('raspberry-pi'), 'sys'), join(root, 'sys'), {recursive: true});
		expect((await sampleOf(probe)).temperatures).toHaveLength(2);
		const sensors = (await sampleOf(probe)).temperatures.map(({sensor}) => sensor);
		expect(sensors).toEqual(['thermal_zone-0', 'k10temp Tctl', 'k10temp Tccd1']);
	});

	it('samples on, without a sensor that hangs, and asks it once', async () => {
		const files = localFiles(copyOf('debian-12-x86-vm', 'ryzen-nvme'));
		let asked = 0;
		const probe = probeOf({
			...files,
			readFile(path, maxBytes) {
				const isHung = path.endsWith('/hwmon0/temp1_input');
				asked += isHung ? 1 : 0;
				return isHung ? new Promise(() => undefined) : files.readFile(path, maxBytes);
			},
		});
		await sampleOf(probe);
		const beforeMs = systemClock.monotonicMs();
		for (let round = 0; round < 20; round++) {
			const {temperatures, cpu} = await sampleOf(probe);
			expect(temperatures.map(({sensor}) => sensor)).toContain('nvme Sensor 1');
			expect(temperatures.map(({sensor}) => sensor)).not.toContain('nvme Composite');
			expect(cpu).toBeDefined();
		}

		// Twenty rounds that waited for it would take five seconds.
		expect(systemClock.monotonicMs() - beforeMs).toBeLessThan(4000);
		expect(asked).toBe(1);
	});

	it('samples on while a folder of sensors hangs', async () => {
		const files = localFiles(fixtureRoot('debian-12-x86-vm'));
		const probe = probeOf({...files, listFolder: () => new Promise(() => undefined)});
		await sampleOf(probe);
		const beforeMs = systemClock.monotonicMs();
		for (let round = 0; round < 20; round++) {
			expect((await sampleOf(probe)).cpu).toBeDefined();
		}

		// As above.
		expect(systemClock.monotonicMs() - beforeMs).toBeLessThan(4000);
	});

	it('does not answer who has left', async () => {
		const probe = probeOf(localFiles(fixtureRoot('debian-12-x86-vm')));
		const left = AbortSignal.abort();
		const cancelled = {ok: false, failure: {kind: 'cancelled'}};
		expect(await probe.readSample(left)).toMatchObject(cancelled);
		expect(await probe.readFacts(left)).toMatchObject(cancelled);
	});
});

describe.runIf(process.platform === 'linux')('this machine', () => {
	it('has the memory that free prints', async () => {
		const free = (): readonly number[] => {
			const text = execFileSync('free', ['-b'], {encoding: 'utf8', env: {LC_ALL: 'C'}});
			return (text.split('\n')[1] ?? '').split(/\s+/).map(Number);
		};
		const before = free();
		const {memory} = await sampleOf(probeOf(localFiles()));
		const after = free();
		// Other tests take and give back memory meanwhile, which is seen before or after.
		const strays = (value = Number.NaN, column = 0): number => {
			const [one = Number.NaN, other = Number.NaN] = [before[column], after[column]];
			return Math.max(Math.min(one, other) - value, value - Math.max(one, other), 0);
		};
		expect(memory?.totalBytes).toBe(after[1]);
		expect(strays(memory?.sharedBytes, 4)).toBeLessThan(50e6);
		expect(strays(memory?.availableBytes, 6)).toBeLessThan(200e6);
	});

	it('has counted the ticks that awk reads before and after', async () => {
		const total = () =>
			execFileSync('awk', ['/^cpu / {for (i = 2; i <= 9; i++) s += $i; print s}', '/proc/stat'], {
				encoding: 'utf8',
			});
		const before = Number(total());
		const {cpu} = await sampleOf(probeOf(localFiles()));
		const after = Number(total());
		const ticks = Object.values(cpu ?? {}).reduce((sum, state) => (sum ?? 0) + (state ?? 0), 0);
		expect(ticks).toBeGreaterThanOrEqual(before);
		expect(ticks).toBeLessThanOrEqual(after);
	});
});

function probeOf(files: NodeFiles, clock: Clock = systemClock) {
	const filesystems = {readFilesystems: async () => succeeded([]), close: () => undefined};
	return createProcProbe({
		...{files, clock, filesystems, architecture: undefined},
		openHttp: silentHttp,
		serveHttp: () => expect.unreachable(),
		openShell: localShell(clock),
	});
}

async function sampleOf(probe: ReturnType<typeof createProcProbe>): Promise<NodeSample> {
	const result = await probe.readSample(signal);
	if (!result.ok) {
		throw new Error(JSON.stringify(result.failure));
	}

	return result.value;
}

/** A folder with the fixtures laid over each other. */
function copyOf(...fixtures: readonly string[]): string {
	const root = mkdtempSync(join(tmpdir(), 'clusterdeck-node-'));
	roots.push(root);
	for (const fixture of fixtures) {
		cpSync(fixtureRoot(fixture), root, {recursive: true});
	}

	return root;
}

/** Real timers, but each look at the time finds it `stepMs` later. */
function createFastClock(stepMs: number): Clock {
	let nowMs = 0;
	return {
		...systemClock,
		monotonicMs() {
			nowMs += stepMs;
			return nowMs;
		},
	};
}
