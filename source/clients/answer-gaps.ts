const kept = 64;

/** How regularly the pieces of an answer come. */
export type Gaps = {
	/** A piece came now. Gives the median of the last gaps in milliseconds; undefined: this is the first piece. */
	readonly next: () => number | undefined;
	/** From the first piece to the last, in milliseconds. */
	readonly spanMs: () => number;
};

export function openGaps(monotonicMs: () => number): Gaps {
	const gaps: number[] = [];
	let spanMs = 0;
	let lastMs: number | undefined;
	return {
		next() {
			const nowMs = monotonicMs();
			if (lastMs !== undefined) {
				gaps.push(nowMs - lastMs);
				spanMs += nowMs - lastMs;
				gaps.splice(0, gaps.length - kept);
			}

			lastMs = nowMs;
			return gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)];
		},
		spanMs: () => spanMs,
	};
}
