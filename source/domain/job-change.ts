import type {Failure} from './failure.ts';
import type {JobRef} from './job.ts';

/** What a person can do to jobs. */
export type JobChange =
	| {readonly kind: 'cancel'}
	| {readonly kind: 'hold'}
	| {readonly kind: 'release'}
	| {readonly kind: 'requeue'}
	| {readonly kind: 'requeueHold'}
	| {readonly kind: 'setTimeLimit'; readonly seconds: number}
	/** More time for each, from the limit that it has; less where it is negative. */
	| {readonly kind: 'addTime'; readonly seconds: number}
	| {readonly kind: 'setNice'; readonly nice: number}
	| {readonly kind: 'setName'; readonly name: string}
	| {readonly kind: 'setComment'; readonly comment: string};

/** Those that have run for as long as a new time limit lets them, or longer: they are stopped at once. */
export type Overrun = {
	/** How many of `of` that run. */
	readonly count: number;
	readonly of: number;
	/** The one that has run for the longest. */
	readonly elapsedSeconds: number;
};

/** What the cluster made of it, read again after the command: scancel says nothing of a job that is not there. */
export type JobOutcome = {
	readonly job: JobRef;
	readonly result: /** `runsOn`: it was held while it ran, and only waits where it is queued again. */
		| {readonly kind: 'done'; readonly runsOn?: true}
		/** It is not the job that was meant any more, or there is none: nothing was sent. */
		| {readonly kind: 'gone'}
		/** It had ended before; undefined: its tasks did in several ways. */
		| {readonly kind: 'ended'; readonly state: string | undefined}
		/** The cluster's own words, raw. */
		| {readonly kind: 'refused'; readonly words: string}
		/** It was sent, and nothing tells what came of it. */
		| {readonly kind: 'unknown'; readonly failure: Failure}
		| {readonly kind: 'failed'; readonly failure: Failure};
	/** What was run, for reading and for the audit log; empty where nothing was sent. */
	readonly argv: readonly string[];
};

/** What an operator can do to nodes of the cluster. */
export type NodeChange =
	| {readonly kind: 'drain'; readonly reason: string}
	| {readonly kind: 'resume'};

/** What the cluster made of it: of several, what could not be done to one may have been done to the others. */
export type NodeOutcome = {
	readonly node: string;
	readonly result: Extract<JobOutcome['result'], {kind: 'done' | 'refused' | 'unknown' | 'failed'}>;
	/** What was run, for all of them; empty where nothing was sent. */
	readonly argv: readonly string[];
};
