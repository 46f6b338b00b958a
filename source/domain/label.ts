/** What holds a node back, in one word. */
export type LabelName =
	| 'gpu-bound'
	| 'cpu-bound'
	| 'io-bound'
	| 'memory-pressure'
	| 'mixed-gpu-cpu'
	| 'mixed-gpu-io'
	| 'mixed-cpu-io'
	| 'mixed-gpu-cpu-io'
	| 'throttled'
	| 'balanced'
	| 'underutilized'
	| 'idle'
	| 'unknown';

/** A typed fact that speaks for a label; theme makes the words. */
export type Evidence =
	| {
			readonly kind: 'gpuUtilization';
			readonly index: number;
			readonly fraction: number;
			readonly powerFraction: number | undefined;
	  }
	| {readonly kind: 'gpuThrottled'; readonly index: number}
	| {readonly kind: 'gpuAllocatedButIdle'; readonly index: number; readonly memoryFraction: number}
	| {readonly kind: 'cpuLoad'; readonly fraction: number}
	| {readonly kind: 'cpuPressure'; readonly someFraction: number}
	| {readonly kind: 'singleCore'; readonly fraction: number; readonly gpuFraction: number}
	| {readonly kind: 'cpuSteal'; readonly fraction: number}
	| {readonly kind: 'iowait'; readonly fraction: number}
	| {
			readonly kind: 'ioPressure';
			readonly someFraction: number;
			readonly fullFraction: number | undefined;
	  }
	| {
			readonly kind: 'diskSaturated';
			readonly device: string;
			readonly busyFraction: number;
			readonly awaitMs: number | undefined;
	  }
	| {readonly kind: 'memoryAvailable'; readonly fraction: number}
	| {
			readonly kind: 'memoryPressure';
			readonly someFraction: number;
			readonly fullFraction: number | undefined;
	  }
	| {readonly kind: 'swapping'; readonly bytesPerSecond: number}
	| {readonly kind: 'oomKill'; readonly count: number}
	| {readonly kind: 'piThrottled'; readonly underVoltage: boolean}
	| {readonly kind: 'highestTemperature'; readonly celsius: number};

/** `low`: the kernel gives no pressure figures, so a stall can go unseen. */
export type Confidence = 'high' | 'low';

export type Label = {
	readonly name: LabelName;
	readonly evidence: readonly Evidence[];
	readonly confidence: Confidence;
	/** Monotonic time since when the label stands. */
	readonly sinceMs: number;
};
