/**
 * How long a model stays in memory, in milliseconds: seconds as a number, or Go's way to write a duration, `5m` or
 * `1h30m`. Less than nothing is for ever. Undefined: not to be understood.
 */
export function readKeepAlive(value: unknown): number | undefined {
	if (typeof value === 'number') {
		return value < 0 ? Number.POSITIVE_INFINITY : value * 1000;
	}

	if (typeof value !== 'string') {
		return undefined;
	}

	if (/^-?\d+(?:\.\d+)?$/.test(value)) {
		return readKeepAlive(Number(value));
	}

	if (!/^-?(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(value)) {
		return undefined;
	}

	const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
	const sumMs = parts.reduce(
		(sum, [, count = '', unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0),
		0,
	);
	return value.startsWith('-') ? Number.POSITIVE_INFINITY : sumMs;
}

const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000};
