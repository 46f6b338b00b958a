import type {Gpu} from './gpu.ts';
import type {PiThrottling, Temperature} from './node-sample.ts';

/**
 * What the screen and the JSON document show of a node: rates of two samples and the readings of the last.
 * Fractions run from 0 to 1. A rate is undefined when it cannot be known: first sample, reboot, counter reset.
 */
export type NodeFigures = {
	readonly cpu: CpuFigures;
	readonly memory: MemoryFigures | undefined;
	readonly pressure: PressureFigures;
	readonly temperatures: readonly Temperature[];
	readonly disks: readonly DiskFigures[];
	readonly network: readonly InterfaceFigures[];
	readonly gpus: readonly Gpu[];
	readonly pi: PiThrottling | undefined;
};

export type CpuFigures = {
	readonly loadFraction: number | undefined;
	readonly iowaitFraction: number | undefined;
	readonly stealFraction: number | undefined;
	readonly load1: number | undefined;
	readonly load5: number | undefined;
	readonly load15: number | undefined;
	/** In the order of the core numbers, cores that are online only; undefined without a rate. */
	readonly perCore: ReadonlyArray<number | undefined>;
	readonly frequencyHz: number | undefined;
};

export type MemoryFigures = {
	readonly totalBytes: number;
	readonly availableBytes: number | undefined;
	/** Total minus available: what programs hold and cannot be reclaimed. */
	readonly usedBytes: number | undefined;
	readonly swapTotalBytes: number | undefined;
	readonly swapUsedBytes: number | undefined;
	readonly swapBytesPerSecond: number | undefined;
	/** Processes that the kernel killed for memory between the two samples. */
	readonly oomKills: number | undefined;
};

/** Shares of the time between the two samples in which tasks stalled (PSI). */
export type PressureFigures = {
	readonly cpuSomeFraction: number | undefined;
	readonly ioSomeFraction: number | undefined;
	readonly ioFullFraction: number | undefined;
	readonly memorySomeFraction: number | undefined;
	readonly memoryFullFraction: number | undefined;
};

export type DiskFigures = {
	readonly device: string;
	readonly readBytesPerSecond: number | undefined;
	readonly writeBytesPerSecond: number | undefined;
	readonly readsPerSecond: number | undefined;
	readonly writesPerSecond: number | undefined;
	/** Share of the time with a request in flight: on NVMe and RAID not a saturation. */
	readonly busyFraction: number | undefined;
	/** Mean time of a finished request; undefined when none finished. */
	readonly awaitMs: number | undefined;
	/** Mean number of requests in flight. */
	readonly queueLength: number | undefined;
};

export type InterfaceFigures = {
	readonly interface: string;
	readonly rxBytesPerSecond: number | undefined;
	readonly txBytesPerSecond: number | undefined;
	/** Errors and drops, both ways. */
	readonly faultsPerSecond: number | undefined;
};
