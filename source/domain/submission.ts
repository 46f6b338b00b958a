import type {Failure} from './failure.ts';

/** Where a script to submit is. */
export type ScriptPlace =
	/** On the login node; absolute, or relative to the home directory there. */
	| {readonly kind: 'remote'; readonly path: string}
	/** Its text, as bytes, one character each, and what it is called in messages. */
	| {readonly kind: 'text'; readonly name: string; readonly bytes: string};

export type Submission = {
	readonly script: ScriptPlace;
	/**
	 * Options of sbatch beside those in the script, each one argument: `--time=10`. The comment of the script is among
	 * them, where it has one: the token is put behind it.
	 */
	readonly options: readonly string[];
	/** Found again in the comment of the job when the answer is lost: letters and digits. */
	readonly token: string;
	/** It was tried before and nobody knows what came of that: the token is looked for first. */
	readonly isRetried?: true;
};

/** A line of the head of a script: `#SBATCH --time=1:00:00`. */
export type SbatchOption = {
	/** Long where the short one is known: `time`. */
	readonly name: string;
	readonly value: string | undefined;
	/** Counted from 1; undefined: the script does not say it. */
	readonly line: number | undefined;
};

/** A script, and the options in its head. */
export type ScriptText = {readonly text: string; readonly options: readonly SbatchOption[]};

export type ScriptFile = {
	readonly path: string;
	readonly sizeBytes: number | undefined;
	readonly changedAtMs: number | undefined;
};

/** What `sbatch --test-only` says. */
export type TestedSubmission =
	| {
			readonly kind: 'fits';
			readonly startsAtMs: number | undefined;
			/** The sentence as it was told, raw. */
			readonly words: string;
	  }
	| {readonly kind: 'refused'; readonly words: string};

export type SubmissionOutcome =
	| {readonly kind: 'submitted'; readonly id: string; readonly wasLookedUp: boolean}
	/** The cluster's own words, raw. */
	| {readonly kind: 'refused'; readonly words: string}
	/** The answer was lost, and the cluster has no job with the token. */
	| {readonly kind: 'notSubmitted'; readonly failure: Failure}
	/** The answer was lost, and the cluster cannot be asked now: look for the token before it is submitted again. */
	| {readonly kind: 'unknown'; readonly token: string; readonly failure: Failure};
