/** One GPU at one moment. A field that the card or its driver does not give is undefined. */
export type Gpu = {
	readonly index: number;
	readonly name: string;
	readonly vendor: 'nvidia' | 'amd' | 'intel' | 'jetson';
	/** Share of the time with at least one kernel running: not occupancy. */
	readonly utilizationFraction: number | undefined;
	readonly memoryUtilizationFraction: number | undefined;
	readonly memoryUsedBytes: number | undefined;
	readonly memoryTotalBytes: number | undefined;
	readonly temperatureCelsius: number | undefined;
	readonly powerWatts: number | undefined;
	readonly powerLimitWatts: number | undefined;
	/** What slows the clocks down now; `power-cap` is normal under load, the others are not. */
	readonly throttles: readonly GpuThrottle[];
};

export type GpuThrottle = 'power-cap' | 'hardware-slowdown' | 'thermal' | 'power-brake';
