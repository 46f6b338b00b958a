import {cpus, hostname, loadavg, machine, release, uptime} from 'node:os';
import type {Systeminformation} from 'systeminformation';
import type {Clock} from '../domain/clock.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import type {
	CoreTicks,
	CpuTicks,
	InterfaceCounters,
	LoadAverages,
	Memory,
} from '../domain/node-sample.ts';
import {failed, succeeded} from '../domain/result.ts';
import {selectInterfaces} from '../parsers/device-selection.ts';
import {settledWithin} from './settled-within.ts';

/** On macOS the library starts programs (vm_stat, netstat, df): tens of milliseconds each, unless one hangs. */
const deadlineMs = 3000;
const where = 'this machine';

/**
 * Reads this machine where there is no /proc (macOS, BSD), through os and systeminformation. They give no counters of
 * single disks with their times, no pressure, no paging and no boot id: those stay undefined or empty.
 */
export function createSysteminformationProbe(
	clock: Clock,
): Omit<NodeProbe, 'openShell' | 'openHttp' | 'serveHttp'> {
	const library = import('systeminformation').then(module => module.default);
	const memory = askOnce(async () => (await library).mem(), clock);
	const network = askOnce(async () => (await library).networkStats('*'), clock);
	const temperature = askOnce(async () => (await library).cpuTemperature(), clock);
	const sizes = askOnce(async () => (await library).fsSize(), clock);
	const system = askOnce(async () => (await library).osInfo(), clock);
	const uptimeSeconds = createUptime(clock);
	return {
		transport: 'local',
		transportReason: undefined,
		// There is nothing to lose; a promise of its own, since who listens is held by it.
		lost: new Promise(() => undefined),
		async readFacts(signal) {
			const info = await system();
			return signal.aborted ? cancelled() : succeeded(factsOf(info));
		},
		async readSample(signal) {
			const [mem, net, heat] = await Promise.all([memory(), network(), temperature()]);
			if (signal.aborted) {
				return cancelled();
			}

			const cores = coreTicks();
			return succeeded({
				uptimeSeconds: uptimeSeconds(),
				bootId: undefined,
				cpu: sumOf(cores),
				cores,
				load: loadAverages(),
				memory: mem && memoryOf(mem),
				paging: undefined,
				pressure: {cpu: undefined, io: undefined, memory: undefined},
				disks: [],
				interfaces: selectInterfaces((net ?? []).flatMap(interfaceOf), new Set()),
				temperatures: isReading(heat?.main) ? [{sensor: 'cpu', celsius: heat.main}] : [],
				frequencyHz: undefined,
				gpus: [],
				pi: undefined,
				problems: [],
			});
		},
		async readFilesystems(signal) {
			const measured = await sizes();
			if (signal.aborted) {
				return cancelled();
			}

			return measured === undefined
				? failed({kind: 'timedOut', where: 'the filesystems', afterMs: deadlineMs})
				: succeeded(measured.flatMap(filesystemOf));
		},
		close: () => undefined,
	};
}

/** The answer within the deadline, else undefined. A question that hangs is not asked again until it is over. */
function askOnce<Value>(ask: () => Promise<Value>, clock: Clock) {
	let isAsking = false;
	return async (): Promise<Value | undefined> => {
		if (isAsking) {
			return undefined;
		}

		isAsking = true;
		let answer: Value | undefined;
		const asking = ask().then(value => {
			answer = value;
		});
		const over = () => {
			isAsking = false;
		};
		// A library that fails has told nothing, which is what undefined says.
		await settledWithin(asking.then(over, over), deadlineMs, clock);
		return answer;
	};
}

/** Whole seconds are all that os.uptime gives on macOS: our monotonic clock counts on from the first answer. */
function createUptime(clock: Clock): () => number {
	const toleranceSeconds = 2;
	let offset = uptime() - clock.monotonicMs() / 1000;
	return () => {
		const seconds = clock.monotonicMs() / 1000;
		// The monotonic clock stands still while the machine sleeps.
		if (Math.abs(uptime() - seconds - offset) > toleranceSeconds) {
			offset = uptime() - seconds;
		}

		return seconds + offset;
	};
}

function cancelled() {
	return failed({kind: 'cancelled', where});
}

function factsOf(info: Systeminformation.OsData | undefined) {
	const cores = cpus();
	return {
		hostname: hostname(),
		os: info && `${info.distro} ${info.release}`.trim(),
		kernel: release(),
		architecture: machine(),
		cpuModel: cores[0]?.model,
		cores: cores.length === 0 ? undefined : cores.length,
	};
}

/** Milliseconds to ticks of 10 ms. There is no iowait outside Linux: such time is idle. */
function coreTicks(): readonly CoreTicks[] {
	return cpus().map(({times}, core) => ({
		core,
		ticks: {
			user: times.user / 10,
			nice: times.nice / 10,
			system: times.sys / 10,
			idle: times.idle / 10,
			irq: times.irq / 10,
			iowait: undefined,
			softirq: undefined,
			steal: undefined,
		},
	}));
}

function sumOf(cores: readonly CoreTicks[]): CpuTicks | undefined {
	const sum = (state: keyof CpuTicks) =>
		cores.reduce((total, {ticks}) => total + (ticks[state] ?? 0), 0);
	return cores.length === 0
		? undefined
		: {
				user: sum('user'),
				nice: sum('nice'),
				system: sum('system'),
				idle: sum('idle'),
				irq: sum('irq'),
				iowait: undefined,
				softirq: undefined,
				steal: undefined,
			};
}

function loadAverages(): LoadAverages | undefined {
	const [load1, load5, load15] = loadavg();
	return load1 === undefined || load5 === undefined || load15 === undefined
		? undefined
		: {load1, load5, load15};
}

function memoryOf(mem: Systeminformation.MemData): Memory | undefined {
	return isReading(mem.total) && mem.total > 0
		? {
				totalBytes: mem.total,
				availableBytes: readingOf(mem.available),
				sharedBytes: undefined,
				swapTotalBytes: readingOf(mem.swaptotal),
				swapFreeBytes: readingOf(mem.swapfree),
			}
		: undefined;
}

function interfaceOf(stats: Systeminformation.NetworkStatsData): readonly InterfaceCounters[] {
	const {iface, rx_bytes: rxBytes, tx_bytes: txBytes} = stats;
	const {
		rx_errors: rxErrors,
		rx_dropped: rxDropped,
		tx_errors: txErrors,
		tx_dropped: txDropped,
	} = stats;
	const readings = [rxBytes, txBytes, rxErrors, txErrors, rxDropped, txDropped];
	const packets = {rxPackets: undefined, txPackets: undefined};
	return readings.every(isReading)
		? [{interface: iface, rxBytes, rxErrors, rxDropped, txBytes, txErrors, txDropped, ...packets}]
		: [];
}

function filesystemOf(size: Systeminformation.FsSizeData): readonly Filesystem[] {
	const {fs: device, type, mount, size: totalBytes, used: usedBytes, available} = size;
	const isMeasured = isReading(totalBytes) && isReading(usedBytes) && isReading(available);
	return isMeasured && totalBytes > 0
		? [{state: 'measured', mount, device, type, totalBytes, usedBytes, availableBytes: available}]
		: [];
}

function readingOf(value: number | null | undefined): number | undefined {
	return isReading(value) ? value : undefined;
}

/** The library says null, 0 or -1 for what it does not know; 0 is a value where 0 can be one. */
function isReading(value: number | null | undefined): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
