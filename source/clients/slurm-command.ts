import type {Result} from '../domain/result.ts';
import type {UntilDrained} from '../domain/shell.ts';

/** A program of Slurm that is run on the login node. */
export type SlurmCommand = {
	/** The program and its arguments, one a line of stdin for the script that runs it: never part of a script. No newlines. */
	readonly argv: readonly string[];
	/** What it reads from its stdin, as bytes; undefined: nothing. */
	readonly input?: string;
	readonly limitMs: number;
	/** Of stdout. */
	readonly maxBytes: number;
	/** Where it runs: absolute, or relative to the home directory, which is the empty text. Undefined: where a shell begins. */
	readonly folder?: string;
	/**
	 * Told later than so long after its shell was ready it is not run any more, and ends with `tooLateCode`: whoever hears
	 * nothing for longer knows that it never will be, however long a broken link holds back what was sent.
	 */
	readonly withinSeconds?: number;
	/** Told of stdout as it comes, instead of its being kept: bytes, one character each. */
	readonly onOutput?: (bytes: string) => void;
	/** Asked when it was told, as a shell asks. */
	readonly untilDrained?: UntilDrained | undefined;
};

/** EX_TEMPFAIL of sysexits(3). */
export const tooLateCode = 75;

export type SlurmAnswer = {
	/** Bytes, one character each; empty where it was told as it came. */
	readonly stdout: string;
	/** The first kilobytes, decoded. */
	readonly stderr: string;
	/** Undefined when a signal ended it. */
	readonly exitCode: number | undefined;
};

/** Failures: those of the shell, `timedOut`, `cancelled`, `tooLarge`, `missing` where there is no such program. */
export type AskSlurm = (command: SlurmCommand, signal: AbortSignal) => Promise<Result<SlurmAnswer>>;
