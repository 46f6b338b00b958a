import type {TimeLimit} from './job.ts';

/** What a job asked for and what it has used of it. */
export type JobEfficiency = {
	readonly time: AskedTime;
	/** Of cpus: `used` is how many were busy on average. */
	readonly cpu: AskedAndUsed;
	/** In bytes on each node; `used` by its tasks there at most. */
	readonly memory: AskedAndUsed;
	readonly gpu: AskedAndUsed;
	readonly advice: readonly JobAdvice[];
};

/** `fraction` is 0..1, or above it; undefined where one of the two is not known. */
export type AskedAndUsed = {
	readonly asked: number | undefined;
	readonly used: number | undefined;
	readonly fraction: number | undefined;
};

/** In seconds. */
export type AskedTime = {
	readonly asked: TimeLimit | undefined;
	readonly used: number | undefined;
	readonly fraction: number | undefined;
};

/** What to ask for the next time. */
export type JobAdvice =
	| {
			readonly kind: 'lessMemory' | 'moreMemory';
			readonly fraction: number;
			readonly askedBytes: number;
			/** Of each node, or of each cpu, as it was asked for. */
			readonly per: 'cpu' | 'node';
			readonly suggestedBytes: number;
	  }
	| {
			readonly kind: 'lessTime';
			readonly fraction: number;
			readonly askedSeconds: number;
			readonly suggestedMinutes: number;
	  }
	| {readonly kind: 'moreTime'; readonly askedSeconds: number}
	| {
			readonly kind: 'fewerCpus';
			readonly fraction: number;
			readonly asked: number;
			readonly suggested: number;
	  }
	| {readonly kind: 'idleGpus'; readonly fraction: number; readonly asked: number};
