import type {Failure} from './failure.ts';
import type {Result} from './result.ts';

/**
 * A running /bin/sh, on a node or here: scripts go in by its stdin, what they print to stdout comes out, and stderr is
 * dropped. Text is bytes, one character each (latin1), so that nothing is lost or split; parsers/bytes.ts decodes what
 * is meant to be UTF-8.
 */
export type Shell = {
	readonly write: (text: string) => void;
	/** Closes stdin: the shell ends when its script has. */
	readonly end: () => void;
	/** Called once, before anything is written. Until then nothing is read, so nothing is lost. */
	readonly listen: (listener: ShellListener) => void;
	/** Ends it at once; the listener hears no more. */
	readonly close: () => void;
};

export type ShellListener = {
	readonly onOutput: (bytes: string) => void;
	/** Asked after each piece of output: no more is read until what it returns has come, so that whoever writes waits. */
	readonly untilDrained?: UntilDrained | undefined;
	/** Once, after the last output. */
	readonly onEnd: (end: ShellEnd) => void;
};

export type ShellEnd =
	/** `exitCode` is undefined when a signal ended it, or when the node did not say. */
	| {readonly reason: 'exited'; readonly exitCode: number | undefined}
	| {readonly reason: 'lost'; readonly failure: Failure};

/** Undefined: who takes the output is not behind. */
export type UntilDrained = () => Promise<void> | undefined;

/** Resolves when the shell has proven that it runs what it is told; bounded by a deadline of its own. */
export type OpenShell = (signal: AbortSignal) => Promise<Result<Shell>>;
