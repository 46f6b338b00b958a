import type {LogEntry} from '../domain/log-entry.ts';

/** What has happened, the newest last; the oldest goes where there would be too many. */
export type EventsState = {
	readonly entries: readonly LogEntry[];
	/** Of the next entry. */
	readonly nextId: number;
	/** Since when it is kept: the wall clock at the first tick; undefined before. */
	readonly sinceWallMs: number | undefined;
	/** When the bell rang last (monotonic); undefined: never. */
	readonly bellAtMs: number | undefined;
};

export const noEvents: EventsState = {
	entries: [],
	nextId: 1,
	sinceWallMs: undefined,
	bellAtMs: undefined,
};
