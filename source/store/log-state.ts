import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {LogRemark} from '../domain/log-remark.ts';
import type {LogSource} from '../domain/screen.ts';

/** The log that a person follows. */
export type LogState = {
	/** Of this opening: what still comes of the one before is dropped by it. */
	readonly log: number;
	readonly node: NodeName;
	readonly source: LogSource;
	/** Pieces as they came, the oldest first; whole pieces are dropped where there would be too many lines. */
	readonly chunks: readonly LogChunk[];
	/** Of all pieces, so that they need not be counted for each that comes. */
	readonly kept: {readonly rows: number; readonly characters: number};
	/** Lines that were dropped before the first that is kept. */
	readonly droppedLines: number;
	/** The line that is being written, after all others; undefined: none. */
	readonly unfinished?: {readonly atMs: number; readonly text: string} | undefined;
	/** Of the file; undefined: it is none, or that is not known. */
	readonly sizeBytes?: number | undefined;
	/** A job writes stdout and stderr into it. */
	readonly isBoth?: boolean;
	readonly end: 'open' | {readonly failure: Failure | undefined};
};

export type LogChunk = {
	readonly atMs: number;
	readonly lines: readonly string[];
	/** Lines that came before these, too fast to be kept; told as a line of ours above them. 0: none. */
	readonly leftOutLines: number;
	/** Told above these. */
	readonly remark?: LogRemark;
	/** How often the remark was made, one after the other; undefined: once. */
	readonly times?: number | undefined;
};
