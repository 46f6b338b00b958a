/** One line of the benchmark: a figure beside its floor from the same run, and whether the budget of the design holds. */
export type Figure = {
	readonly what: string;
	readonly value: number;
	readonly unit: 's' | 'ms' | 'ms CPU' | 'MB' | '% of a core' | '%' | 'kB/s';
	readonly floor: string;
	readonly floorValue: number;
	/** The most that `value` may be, worked out from the floor of this run. */
	readonly budget: number | undefined;
};

/** What could not be measured here, and why. */
export type Missing = {readonly what: string; readonly missing: string};

export type Row = Figure | Missing;

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** That below which this share of the values is. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds of CPU that this process spends on `work`, user and system. */
export async function cpuMs(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
}
