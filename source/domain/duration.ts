/**
 * A duration as a person writes it: `500ms`, `2s`, `1.5s`, `1m`, `1h`. The unit is never left out.
 * The words are those of Go's time.ParseDuration, one number and one unit: https://pkg.go.dev/time#ParseDuration
 */
export const durationPattern = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/;

const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000};

/** Milliseconds, or undefined where the text is no duration. */
export function parseDurationMs(text: string): number | undefined {
	const [, amount, unit] = durationPattern.exec(text) ?? [];
	const factor = unitMs[unit ?? ''];
	return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** How often a node may be asked. */
export const pollBounds = {leastMs: 500, mostMs: 3_600_000} as const;

/** Milliseconds from 500ms to 1h; undefined where the text is no interval. */
export function parseIntervalMs(text: string): number | undefined {
	const intervalMs = parseDurationMs(text);
	return intervalMs !== undefined &&
		intervalMs >= pollBounds.leastMs &&
		intervalMs <= pollBounds.mostMs
		? intervalMs
		: undefined;
}
