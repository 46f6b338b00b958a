/** What a chart draws in one of its columns: from `low` to `high`, as fractions of its height; undefined is a hole. */
export type ChartSlot = {readonly low: number; readonly high: number} | undefined;

/** Cells. */
export type ChartSize = {readonly columns: number; readonly rows: number};

/** How high a fraction stands where there are so many levels; the lowest is 0. */
export function levelOf(fraction: number, levels: number): number {
	const level = Math.round(fraction * (levels - 1));
	return Number.isNaN(level) ? 0 : Math.max(0, Math.min(levels - 1, level));
}
