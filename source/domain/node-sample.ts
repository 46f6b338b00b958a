import type {Gpu} from './gpu.ts';
import type {ParseProblem} from './parsed.ts';

/**
 * One reading of a node: raw counters as its kernel gives them. Rates are computed from two of these (rules/rates.ts)
 * with the node's own uptime as the clock. What the node does not tell is undefined, or absent from its list.
 */
export type NodeSample = {
	/** Seconds since boot, the node's monotonic clock (/proc/uptime). */
	readonly uptimeSeconds: number | undefined;
	/** Changes with every boot (/proc/sys/kernel/random/boot_id). */
	readonly bootId: string | undefined;
	readonly cpu: CpuTicks | undefined;
	readonly cores: readonly CoreTicks[];
	readonly load: LoadAverages | undefined;
	readonly memory: Memory | undefined;
	readonly paging: PagingCounters | undefined;
	readonly pressure: Pressure;
	readonly disks: readonly DiskCounters[];
	readonly interfaces: readonly InterfaceCounters[];
	readonly temperatures: readonly Temperature[];
	/** The mean of the cores' current clocks. */
	readonly frequencyHz: number | undefined;
	readonly gpus: readonly Gpu[];
	readonly pi: PiThrottling | undefined;
	/** Lines that were not understood; the rest of the sample stands. */
	readonly problems: readonly ParseProblem[];
};

/**
 * Time spent in each state since boot, in ticks (1/100 s on Linux). Guest time is already part of user. A state that
 * the system does not tell apart is undefined: its time is in one of the others.
 */
export type CpuTicks = {
	readonly user: number;
	readonly nice: number;
	readonly system: number;
	readonly idle: number;
	readonly iowait: number | undefined;
	readonly irq: number | undefined;
	readonly softirq: number | undefined;
	readonly steal: number | undefined;
};

export type CoreTicks = {readonly core: number; readonly ticks: CpuTicks};

export type LoadAverages = {
	readonly load1: number;
	readonly load5: number;
	readonly load15: number;
};

export type Memory = {
	readonly totalBytes: number;
	/** What can be given to programs without swapping. Undefined before Linux 3.14. */
	readonly availableBytes: number | undefined;
	readonly sharedBytes: number | undefined;
	readonly swapTotalBytes: number | undefined;
	readonly swapFreeBytes: number | undefined;
};

export type PagingCounters = {
	/** Pages of shared memory now (nr_shmem): beside Shmem it tells the page size, which no file gives. */
	readonly sharedPages: number | undefined;
	readonly swapInPages: number | undefined;
	readonly swapOutPages: number | undefined;
	readonly majorFaults: number | undefined;
	/** Since boot (Linux 4.13). */
	readonly oomKills: number | undefined;
};

/** Microseconds in which tasks stalled since boot; a resource is undefined where the kernel does not say. */
export type Pressure = {
	readonly cpu: PressureTotals | undefined;
	readonly io: PressureTotals | undefined;
	readonly memory: PressureTotals | undefined;
};

export type PressureTotals = {
	readonly someMicroseconds: number;
	/** Undefined for cpu before Linux 5.13. */
	readonly fullMicroseconds: number | undefined;
};

/** A whole device, since boot. */
export type DiskCounters = {
	readonly device: string;
	readonly readsCompleted: number;
	/** Sectors of 512 bytes, whatever the device's own size. */
	readonly sectorsRead: number;
	readonly readingMs: number;
	readonly writesCompleted: number;
	readonly sectorsWritten: number;
	readonly writingMs: number;
	readonly inFlight: number;
	readonly busyMs: number;
	readonly weightedMs: number;
};

export type InterfaceCounters = {
	readonly interface: string;
	readonly rxBytes: number;
	/** Packets are undefined where systeminformation stands in for /proc. */
	readonly rxPackets: number | undefined;
	readonly rxErrors: number;
	readonly rxDropped: number;
	readonly txBytes: number;
	readonly txPackets: number | undefined;
	readonly txErrors: number;
	readonly txDropped: number;
};

export type Temperature = {readonly sensor: string; readonly celsius: number};

/** What slows a Raspberry Pi down. Only `underVoltageNow` is known where its kernel tells and its firmware cannot be asked. */
export type PiThrottling = {
	/** Throttled, or its clock is capped, or its soft temperature limit is reached. */
	readonly throttledNow: boolean | undefined;
	readonly underVoltageNow: boolean;
	readonly throttledSinceBoot: boolean | undefined;
	readonly underVoltageSinceBoot: boolean | undefined;
};
