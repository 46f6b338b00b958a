import {ApiError} from './api-error.ts';

/** Undefined: nothing was said. What is not to be understood is refused. */
export function neededKeepAlive(value: unknown): number | undefined {
	const keptMs = readKeepAlive(value);
	if (keptMs === undefined && value !== undefined) {
		throw new ApiError(400, `time: invalid duration ${JSON.stringify(value)}`);
	}

	return keptMs;
}

/**
 * How long a model stays in memory, in milliseconds: seconds as a number, or Go's way to write a duration, `5m` or
 * `1h30m`, where a unit must stand behind each number but 0. Less than nothing is for ever. Undefined: not to be understood.
 */
export function readKeepAlive(value: unknown): number | undefined {
	if (typeof value === 'number') {
		return value < 0 ? Number.POSITIVE_INFINITY : value * 1000;
	}

	if (typeof value !== 'string') {
		return undefined;
	}

	if (value === '0') {
		return 0;
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
