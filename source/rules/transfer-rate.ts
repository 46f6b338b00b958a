/** What was there when, the oldest first: of the last seconds. */
export type TransferSamples = ReadonlyArray<{readonly atMs: number; readonly bytes: number}>;

/** Long enough to be calm, short enough to show that nothing comes any more. */
const windowMs = 5000;
/** One for each would be hundreds. */
const spacingMs = 100;

export function withSample(
	samples: TransferSamples,
	sample: TransferSamples[number],
): TransferSamples {
	const last = samples.at(-1);
	// What was taken back was never there: a rate over it would be negative.
	const before = last !== undefined && sample.bytes < last.bytes ? [] : samples;
	const spaced =
		before.length > 1 && sample.atMs - (before.at(-2)?.atMs ?? 0) < spacingMs
			? before.slice(0, -1)
			: before;
	const from = spaced.findLastIndex(({atMs}) => sample.atMs - atMs >= windowMs);
	return [...spaced.slice(Math.max(0, from)), sample];
}

/** Undefined: there are no two moments yet, or nothing came. */
export function bytesPerSecond(samples: TransferSamples): number | undefined {
	const [first] = samples;
	const last = samples.at(-1);
	if (first === undefined || last === undefined || last.atMs <= first.atMs) {
		return undefined;
	}

	const rate = ((last.bytes - first.bytes) / (last.atMs - first.atMs)) * 1000;
	return rate > 0 ? rate : undefined;
}
