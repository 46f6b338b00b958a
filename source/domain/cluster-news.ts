import type {ClusterTrouble} from './cluster.ts';
import type {SlurmName} from './ids.ts';
import type {JobExit, TimeLimit} from './job.ts';

/** What became of a cluster, and of own jobs there, by themselves. Text is raw. */
export type ClusterNews = {readonly cluster: SlurmName} & (
	| {readonly kind: 'jobStarted'; readonly job: NamedJob; readonly nodeList: string | undefined}
	| {
			readonly kind: 'jobEnded';
			readonly job: NamedJob;
			readonly how: JobEnd;
			readonly exit: JobExit | undefined;
			readonly elapsedSeconds: number | undefined;
			readonly timeLimitSeconds: TimeLimit | undefined;
			readonly nodeList: string | undefined;
	  }
	/** It does not answer. `isFound`: it did not when it was asked first, which is no alert. */
	| {readonly kind: 'lost'; readonly trouble: ClusterTrouble; readonly isFound?: true}
	| {readonly kind: 'back'; readonly wasLostMs: number | undefined}
);

/** A job, or so many tasks of an array. */
export type NamedJob = {readonly id: string; readonly name: string; readonly count: number};

/** `gone`: it ran, and is told of no more. */
export type JobEnd = 'done' | 'failed' | 'timedOut' | 'stopped' | 'gone';
