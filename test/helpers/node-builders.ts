import type {Config, NodeConfig} from '../../source/domain/config.ts';
import type {HostName, NodeName} from '../../source/domain/ids.ts';
import type {Gpu} from '../../source/domain/gpu.ts';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import type {
	CpuTicks,
	DiskCounters,
	InterfaceCounters,
	NodeSample,
} from '../../source/domain/node-sample.ts';

/** A quiet node one second after boot; a test names only what it is about. */
export function aSample(parts: Partial<NodeSample> = {}): NodeSample {
	return {
		uptimeSeconds: 1,
		bootId: 'boot-1',
		cpu: ticks(),
		cores: [],
		load: {load1: 0.1, load5: 0.1, load15: 0.1},
		memory: {
			totalBytes: 8e9,
			availableBytes: 6e9,
			sharedBytes: 4096 * 1000,
			swapTotalBytes: 0,
			swapFreeBytes: 0,
		},
		paging: undefined,
		pressure: {cpu: undefined, io: undefined, memory: undefined},
		disks: [],
		interfaces: [],
		temperatures: [],
		frequencyHz: undefined,
		gpus: [],
		pi: undefined,
		problems: [],
		...parts,
	};
}

export function ticks(parts: Partial<CpuTicks> = {}): CpuTicks {
	return {
		user: 0,
		nice: 0,
		system: 0,
		idle: 0,
		iowait: 0,
		irq: 0,
		softirq: 0,
		steal: 0,
		...parts,
	};
}

export function aDisk(parts: Partial<DiskCounters> = {}): DiskCounters {
	return {
		device: 'nvme0n1',
		readsCompleted: 0,
		sectorsRead: 0,
		readingMs: 0,
		writesCompleted: 0,
		sectorsWritten: 0,
		writingMs: 0,
		inFlight: 0,
		busyMs: 0,
		weightedMs: 0,
		...parts,
	};
}

export function anInterface(parts: Partial<InterfaceCounters> = {}): InterfaceCounters {
	return {
		interface: 'eth0',
		rxBytes: 0,
		rxPackets: 0,
		rxErrors: 0,
		rxDropped: 0,
		txBytes: 0,
		txPackets: 0,
		txErrors: 0,
		txDropped: 0,
		...parts,
	};
}

export function aGpu(parts: Partial<Gpu> = {}): Gpu {
	return {
		index: 0,
		name: 'RTX 4090',
		vendor: 'nvidia',
		utilizationFraction: 0,
		memoryUtilizationFraction: undefined,
		memoryUsedBytes: undefined,
		memoryTotalBytes: undefined,
		temperatureCelsius: undefined,
		powerWatts: undefined,
		powerLimitWatts: undefined,
		throttles: [],
		...parts,
	};
}

type FigureParts = {
	readonly cpu?: Partial<NodeFigures['cpu']>;
	readonly memory?: Partial<NonNullable<NodeFigures['memory']>>;
	readonly pressure?: Partial<NodeFigures['pressure']>;
} & Partial<Omit<NodeFigures, 'cpu' | 'memory' | 'pressure'>>;

/** An idle node with plenty of memory and with pressure figures. */
export function figuresOf({cpu, memory, pressure, ...rest}: FigureParts = {}): NodeFigures {
	return {
		cpu: {
			loadFraction: 0.02,
			iowaitFraction: 0,
			stealFraction: 0,
			load1: 0.1,
			load5: 0.1,
			load15: 0.1,
			perCore: [],
			frequencyHz: undefined,
			...cpu,
		},
		memory: {
			totalBytes: 100,
			availableBytes: 70,
			usedBytes: 30,
			swapTotalBytes: 0,
			swapUsedBytes: 0,
			swapBytesPerSecond: 0,
			oomKills: 0,
			...memory,
		},
		pressure: {
			cpuSomeFraction: 0,
			ioSomeFraction: 0,
			ioFullFraction: 0,
			memorySomeFraction: 0,
			memoryFullFraction: 0,
			...pressure,
		},
		temperatures: [],
		disks: [],
		network: [],
		gpus: [],
		pi: undefined,
		...rest,
	};
}

export function aNodeConfig(name = 'pi-1', parts: Partial<NodeConfig> = {}): NodeConfig {
	return {
		name: name as NodeName,
		isLocal: true,
		host: name as HostName,
		role: undefined,
		tags: [],
		isEnabled: true,
		ssh: {
			user: undefined,
			port: undefined,
			identity: undefined,
			jump: undefined,
			transport: 'auto',
		},
		pollIntervalMs: 2000,
		ollama: {use: 'never'},
		slurmNode: undefined,
		logs: [],
		...parts,
	};
}

export function aConfig(nodes: readonly NodeConfig[] = [aNodeConfig()]): Config {
	return {
		cluster: 'home-rack',
		nodes,
		slurm: [],
		chat: {model: undefined, routing: 'resource-aware', system: ''},
		models: [],
		recipes: [],
		thresholds: {
			memory: {warning: 0.8, critical: 0.92},
			temperature: {warning: 75, critical: 83},
			disk: {warning: 0.85, critical: 0.95},
		},
		theme: 'auto',
	};
}
