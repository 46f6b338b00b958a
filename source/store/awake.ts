import type {ClockState} from './state.ts';

/** Ticks come each second; after a longer gap the program was stopped, or the machine asleep. */
const longestTickMs = 5000;

/**
 * Since when the program is awake, at a moment that anything may tell of first: of timers that are overdue together the
 * tick is not always the earliest.
 */
export function awakeSince(clock: ClockState, atMs: number): number {
	const hasTicked = clock.wallMs !== 0;
	return hasTicked && atMs - clock.atMs > longestTickMs ? atMs : clock.awakeSinceMs;
}
