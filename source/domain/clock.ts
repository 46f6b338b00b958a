/** The only source of time and timers. transport/clock.ts is the real one; tests move theirs by hand. */
export type Clock = {
	/** Milliseconds that never go backwards, from an arbitrary origin: for ages and intervals. */
	readonly monotonicMs: () => number;
	/** Milliseconds since 1970 in UTC: for display and file names only. */
	readonly wallMs: () => number;
	/** Calls back once after `delayMs`; the returned function cancels it. */
	readonly startTimer: (delayMs: number, callback: () => void) => () => void;
};
