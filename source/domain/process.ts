/** One process as the node's kernel counts it (proc_pid_stat(5)). */
export type ProcessCounters = {
	readonly pid: number;
	/** Of the file that it runs, raw, at most 15 bytes. */
	readonly command: string;
	/** Undefined where the node does not tell. */
	readonly user: string | undefined;
	/** One letter: R S D Z T. */
	readonly state: string;
	/** User and system time since it began, in ticks of 1/100 s. */
	readonly cpuTicks: number;
	/** Since boot: with the pid it names a process. */
	readonly startTicks: number;
	readonly residentBytes: number;
	readonly threads: number;
};

/** All of a node at one moment of its own clock. */
export type ProcessList = {
	readonly uptimeSeconds: number;
	readonly processes: readonly ProcessCounters[];
};

/** A row of the top processes. */
export type ProcessFigures = {
	readonly pid: number;
	readonly command: string;
	readonly user: string | undefined;
	readonly state: string;
	/** Of one core: above 1 it uses several. Undefined with the first look. */
	readonly cpuFraction: number | undefined;
	readonly residentBytes: number;
	readonly threads: number;
};
