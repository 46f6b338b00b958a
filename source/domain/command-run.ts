import type {Failure} from './failure.ts';

/** Told of every command that is run on a node by itself. */
export type OnCommand = (run: CommandRun) => void;

/** One command that was run on a node, or one more round of a command that goes on. */
export type CommandRun = {
	/** As a person would write it, for reading only: `vcgencmd get_throttled`, `sh (sampler)`. Same words, same row. */
	readonly command: string;
	/** Undefined where it goes on. */
	readonly tookMs: number | undefined;
	readonly result:
		| {readonly kind: 'exited'; readonly exitCode: number | undefined}
		/** It answered, and is still there for the next question. */
		| {readonly kind: 'runs'}
		| {readonly kind: 'failed'; readonly failure: Failure};
	/** A person asked for it, just now. */
	readonly isByPerson?: true;
};
