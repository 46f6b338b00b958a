/** How often a node is asked: its poller reads it before each round, and hears of a change. */
export type Pace = {
	readonly intervalMs: () => number;
	readonly change: (intervalMs: number) => void;
	/** The returned function takes the listener off. */
	readonly onChanged: (listener: () => void) => () => void;
};

export function createPace(firstIntervalMs: number): Pace {
	let intervalMs = firstIntervalMs;
	const listeners = new Set<() => void>();
	return {
		intervalMs: () => intervalMs,
		change(nextMs) {
			if (nextMs === intervalMs) {
				return;
			}

			intervalMs = nextMs;
			for (const listener of [...listeners]) {
				listener();
			}
		},
		onChanged(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
